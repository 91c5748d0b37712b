import type { ReactNode } from 'react';
import { Details } from './details';
import { useCommon } from './language';

type Props = {
  caption: string;
  /** Address of the chart drawn by the server. */
  src: string;
  /** One sentence with what the chart shows, for those who do not see it. */
  alt: string;
  width: number;
  height: number;
  /** The same chart drawn for a phone. */
  narrow: { src: string; width: number; height: number };
  /** The figures of the chart as a table. */
  children: ReactNode;
  /** Leaves the table folded when it is long. */
  folded?: boolean;
};

/** The width below which tables turn into cards. */
const PHONE = '(max-width: 40.0525rem)';

/** A chart with its figures beside it, so that nobody depends on the picture. */
export function Figure({ caption, src, alt, width, height, narrow, children, folded = false }: Props) {
  const words = useCommon();
  return (
    <figure className="anshao-figure">
      <figcaption className="anshao-figure__caption">{caption}</figcaption>
      <div className="anshao-figure__row">
        <picture>
          <source media={PHONE} srcSet={narrow.src} width={narrow.width} height={narrow.height} />
          <img className="anshao-figure__image" src={src} alt={alt} width={width} height={height} loading="lazy" />
        </picture>
        <div className="anshao-figure__table">
          {folded ? <Details summary={words.chartTable}>{children}</Details> : children}
        </div>
      </div>
    </figure>
  );
}
