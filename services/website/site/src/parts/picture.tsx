/** A product's picture, in a box whose size doesn't depend on it; without one, a coloured tile with an initial. */

import type { View } from "./view.ts";

export interface PictureProps {
  readonly view: Pick<View, "picture" | "tint" | "initial">;
  readonly sizes: string;
  /** `eager` for what is seen at first. */
  readonly loading: "eager" | "lazy";
}

export function Picture({ view, sizes, loading }: PictureProps) {
  return view.picture ? <Photo {...view.picture} sizes={sizes} loading={loading} /> : <Blank {...view} />;
}

interface PhotoProps extends NonNullable<View["picture"]> {
  readonly sizes: string;
  readonly loading: string;
}

export function Photo({ webp, jpeg, src, alt, sizes, loading }: PhotoProps) {
  return (
    <picture class="picture">
      <source type="image/webp" srcset={webp} sizes={sizes} />
      <img
        src={src}
        srcset={jpeg}
        sizes={sizes}
        alt={alt}
        width="640"
        height="480"
        loading={loading as "eager" | "lazy"}
        decoding="async"
      />
    </picture>
  );
}

export function Blank({ tint, initial }: Pick<View, "tint" | "initial">) {
  return (
    <div class={`picture blank tint-${tint}`} aria-hidden="true">
      <span>{initial}</span>
    </div>
  );
}
