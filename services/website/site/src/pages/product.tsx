/** One gadget: its picture, its price, and how many go into the basket. */

import { useEffect, useState } from "preact/hooks";

import { basket } from "../basket.ts";
import { bySku, catalogue, isSku, isStale, type Product, refreshOne } from "../catalogue.ts";
import { Heading } from "../parts/heading.tsx";
import { Picture } from "../parts/picture.tsx";
import { PRODUCT_SIZES, Purchase } from "../parts/purchase.tsx";
import { Failing, Loading } from "../parts/states.tsx";
import { viewOf } from "../parts/view.ts";
import type { Route } from "../router.ts";
import { putIntoBasket } from "../shopping.ts";
import { texts } from "../texts/index.ts";
import { useLoad } from "../use_load.ts";
import { useStore } from "../use_store.ts";

export default function ProductPage({ params }: Pick<Route, "params">) {
  const sku = params["sku"] ?? "";
  const shelves = useStore(catalogue);
  const product = bySku(shelves, sku);
  const { error, reload } = useLoad(async () => {
    if (isSku(sku) && (!product || isStale(shelves))) {
      await refreshOne(sku);
    }
  }, [sku]);
  if (!isSku(sku) || (error as { name?: string } | undefined)?.name === "NotFound") {
    return <Unknown />;
  }
  if (product) {
    return <Offer product={product} error={error} retry={reload} />;
  }
  return (
    <section class="sheet">
      <Heading title={texts.product.title} />
      {error === undefined ? <Loading /> : <Failing error={error} retry={reload} />}
    </section>
  );
}

function Offer({ product, error, retry }: { product: Product; error: unknown; retry: () => void }) {
  const [pieces, type] = useState("1");
  const [full, refuse] = useState(false);
  const lines = useStore(basket);
  const view = viewOf(product);
  const already = lines.find((line) => line.sku === product.sku)?.quantity ?? 0;
  useEffect(() => refuse(false), [lines]);
  const add = (event: SubmitEvent) => {
    event.preventDefault();
    refuse(!putIntoBasket(product, Number(pieces)));
  };
  return (
    <>
      {error !== undefined && <Failing error={error} retry={retry} />}
      <Purchase
        view={view}
        picture={<Picture view={view} sizes={PRODUCT_SIZES} loading="eager" />}
        pieces={pieces}
        type={(event) => type((event.currentTarget as HTMLInputElement).value)}
        add={add}
      >
        {full && <strong>{texts.product.full} </strong>}
        {already > 0 && (
          <>
            {texts.product.inBasket(already)}. <a href="/basket">{texts.product.toBasket}</a>
          </>
        )}
      </Purchase>
    </>
  );
}

function Unknown() {
  return (
    <section class="sheet">
      <Heading title={texts.product.unknown} />
      <p>{texts.product.unknownHelp}</p>
      <p>
        <a class="button" href="/">
          {texts.product.back}
        </a>
      </p>
    </section>
  );
}
