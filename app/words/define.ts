import type { Lang } from '~/domain/vocabulary';

/** What every other language must supply: a text for a text, the same parameters for a function, the same keys. */
export type Shape<T> = T extends string
  ? string
  : T extends (...args: infer A) => infer R
    ? (...args: A) => Shape<R>
    : T extends readonly (infer I)[]
      ? readonly Shape<I>[]
      : { readonly [K in keyof T]: Shape<T[K]> };

export type Words<T> = Readonly<Record<Lang, T>>;

type First = 'zh';

/** One subject's words in every language; each has the shape of the Chinese words, which are written first. */
export const defineWords = <T>(
  all: Readonly<Record<First, T>> & Readonly<Record<Exclude<Lang, First>, NoInfer<Shape<T>>>>,
): Words<Shape<T>> => all as Words<Shape<T>>;
