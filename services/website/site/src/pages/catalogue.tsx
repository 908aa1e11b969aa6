/** All gadgets: pictures, prices, what is left. */

import { type Product, catalogue } from "../catalogue.ts";
import { Card, CARD_SIZES } from "../parts/card.tsx";
import { Hero } from "../parts/hero.tsx";
import { Picture } from "../parts/picture.tsx";
import { Empty, Failing, Loading } from "../parts/states.tsx";
import { viewOf } from "../parts/view.ts";
import { putIntoBasket } from "../shopping.ts";
import { texts } from "../texts/index.ts";
import { useFreshCatalogue } from "../use_fresh_catalogue.ts";
import { useStore } from "../use_store.ts";

/** So many are in sight before anybody scrolls. */
export const IN_SIGHT = 4;

export default function CataloguePage() {
  const { products, complete } = useStore(catalogue);
  const { error, retry } = useFreshCatalogue();
  return (
    <>
      <Hero />
      {error !== undefined && (
        <div class="notice">
          {complete && <p>{texts.catalogue.stale}</p>}
          <Failing error={error} retry={retry} />
        </div>
      )}
      {complete ? <Shelf products={products} /> : error === undefined && <Loading />}
    </>
  );
}

export function Shelf({ products }: { products: readonly Product[] }) {
  return products.length ? (
    <ul class="grid" aria-label={texts.catalogue.list}>
      {products.map((product, index) => {
        const view = viewOf(product);
        const picture = <Picture view={view} sizes={CARD_SIZES} loading={index < IN_SIGHT ? "eager" : "lazy"} />;
        return <Card key={view.sku} view={view} picture={picture} add={() => putIntoBasket(product)} />;
      })}
    </ul>
  ) : (
    <Empty title={texts.catalogue.empty} />
  );
}
