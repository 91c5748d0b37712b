import type { CaseActName } from '~/domain/acts/case-acts';
import type { FieldsOf } from '~/domain/acts/case-fields';

type FieldWords<F> = { readonly label: string; readonly hint?: string } & (F extends {
  readonly choices: readonly (infer C extends string)[];
}
  ? { readonly choices: Readonly<Record<C, string>> }
  : unknown);

/** Words for every field that the row of an act on a case describes. */
export type ActFieldWords = {
  readonly [A in CaseActName as keyof FieldsOf<A> extends never ? never : A]: {
    readonly [N in keyof FieldsOf<A>]: FieldWords<FieldsOf<A>[N]>;
  };
};
