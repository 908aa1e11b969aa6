/** Staff choose a gadget, upload a picture of it, see how far it is, and remove pictures. */

import "../styles/pictures.css";

import { useState } from "preact/hooks";
import type { orders } from "souk-sdk";

import { forCustomers } from "../account/for_customers.tsx";
import { announce } from "../announce.ts";
import { isSku } from "../catalogue.ts";
import type { Page } from "../page.ts";
import { Heading } from "../parts/heading.tsx";
import { Failing, Loading } from "../parts/states.tsx";
import { souk } from "../souk.ts";
import { texts } from "../texts/index.ts";
import { NotSent, obstacleOf, TooSlow, TYPES, upload } from "../uploading.ts";
import { useLoad } from "../use_load.ts";

const words = texts.pictures;

const StaffPicturesPage: Page = ({ query }) => {
  const wanted = query.get("sku") ?? "";
  const products = useLoad((signal) => productsWith(wanted, signal), [wanted]);
  const [sku, choose] = useState(isSku(wanted) ? wanted : "");
  const [uploads, count] = useState(0);
  return (
    <section class="sheet">
      <Heading title={words.title} />
      <p>{words.lead}</p>
      {products.loading && <Loading />}
      {products.error !== undefined && <Failing error={products.error} retry={products.reload} />}
      {products.value && (
        <label class="field">
          <span>{words.product}</span>
          <select value={sku} onChange={(event) => choose(event.currentTarget.value)}>
            <option value="">{words.choose}</option>
            {products.value.map((product) => (
              <option key={product.sku} value={product.sku}>
                {product.name}
              </option>
            ))}
          </select>
        </label>
      )}
      {products.value && sku && <UploadForm key={`form-${sku}`} sku={sku} uploaded={() => count((last) => last + 1)} />}
      {products.value && sku && <Shown key={`shown-${sku}`} sku={sku} uploads={uploads} />}
    </section>
  );
};

/** All products. The list may come from a cache that is older than the one of the page's address. */
async function productsWith(sku: string, signal: AbortSignal): Promise<readonly orders.Product[]> {
  const listed = await souk.orders.listProducts({ limit: 100, signal }).toArray();
  const missing = isSku(sku) && !listed.some((product) => product.sku === sku);
  return missing ? [...listed, await souk.orders.getProduct(sku, { signal })] : listed;
}

export default forCustomers(StaffPicturesPage);

type Progress = { share: number | undefined } | undefined;

function UploadForm({ sku, uploaded }: { sku: string; uploaded: () => void }) {
  const [progress, report] = useState<Progress>();
  const [outcome, conclude] = useState("");
  const [error, fail] = useState<unknown>();
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const typed = new FormData(form);
    const file = typed.get("file") as File;
    fail(undefined);
    const obstacle = obstacleOf(file.name ? file : undefined);
    if (obstacle) {
      conclude(words.refusals[obstacle] ?? "");
      return;
    }
    conclude("");
    report({ share: 0 });
    try {
      const wanted = { sku, alt: String(typed.get("alt")), file };
      const { state, refusal } = await upload(souk.website, wanted, (share) => report({ share }));
      conclude(refusal ? (words.refusals[refusal.code] ?? refusal.detail) : words.ready);
      if (state === "ready") {
        form.reset();
        uploaded();
      }
    } catch (problem) {
      if (problem instanceof NotSent || problem instanceof TooSlow) {
        conclude(problem instanceof NotSent ? words.notSent : words.tooSlow);
      } else {
        fail(problem);
      }
    } finally {
      report(undefined);
    }
  };
  return (
    <form class="upload" onSubmit={send}>
      <label class="field">
        <span>{words.alt}</span>
        <input name="alt" required maxLength={200} />
      </label>
      <label class="field">
        <span>{words.file}</span>
        <input name="file" type="file" required accept={TYPES.join(",")} />
      </label>
      <button type="submit" class="button" disabled={progress !== undefined}>
        {words.upload}
      </button>
      {progress && <progress aria-label={words.upload} max={1} value={progress.share} />}
      <p role="status">{progress ? written(progress.share) : outcome}</p>
      {error !== undefined && <Failing error={error} />}
    </form>
  );
}

function written(share: number | undefined): string {
  return share === undefined || share === 1 ? words.making : words.sending(Math.round(share * 100));
}

/** The pictures of a gadget. Answers are cached for a minute, so that a new one may come a little later. */
function Shown({ sku, uploads }: { sku: string; uploads: number }) {
  const [gone, hide] = useState<readonly string[]>([]);
  const [error, fail] = useState<unknown>();
  const galleries = useLoad((signal) => souk.website.listPictures({ limit: 100, signal }).toArray(), [sku, uploads]);
  const gallery = galleries.value?.find((each) => each.sku === sku);
  const pictures = (gallery?.pictures ?? []).filter(({ id }) => !gone.includes(id));
  const remove = (id: string) =>
    souk.website.withdrawPicture(sku, id).then(() => {
      hide((last) => [...last, id]);
      announce(words.removed);
    }, fail);
  return (
    <section>
      <h2>{words.shown}</h2>
      {galleries.loading && <Loading />}
      {galleries.error !== undefined && <Failing error={galleries.error} retry={galleries.reload} />}
      {error !== undefined && <Failing error={error} />}
      {galleries.value && pictures.length === 0 && <p>{words.none}</p>}
      <ul class="pictures">
        {pictures.map(({ id, url, alt, width, height }) => (
          <li key={id}>
            <img src={`${url}-320.jpg`} alt={alt} width={width} height={height} loading="lazy" />
            <button
              type="button"
              class="button button-quiet"
              aria-label={words.removeNamed(alt)}
              onClick={() => remove(id)}
            >
              {words.remove}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
