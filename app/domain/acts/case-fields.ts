import * as z from 'zod/mini';
import { isIsoDate } from '../dates';
import { isUuid } from '../uuid';
import type { CaseField, CaseForm, CasePartKind } from './act';
import { CASE_ACT_NAMES, type CaseActName, onCase } from './case-acts';

type FormOf<A extends CaseActName> = (typeof onCase)[A]['form'];

/** The fields of an act's form by name, from its row. */
export type FieldsOf<A extends CaseActName> =
  FormOf<A> extends { readonly fields: infer F } ? F : Record<never, CaseField>;
type Named<F, Clear> = { [N in keyof F]: F[N] extends { readonly clear: Clear } ? N : never }[keyof F];
type ValueOf<F> = F extends { readonly choices: readonly (infer C)[] } ? C : string;

/** What the server is told from an act's form, by field name. */
export type Given<A extends CaseActName> = {
  readonly [N in Named<FieldsOf<A>, true>]: ValueOf<FieldsOf<A>[N]>;
} & { readonly [N in Named<FieldsOf<A>, 'stated'>]?: boolean } & (FormOf<A> extends { readonly clear: infer C }
    ? { readonly [N in keyof C]: C[N] extends z.ZodMiniType ? z.output<C[N]> : never }
    : unknown);

/** What a sealed part can be about, or its kind. */
export type PartName =
  | CasePartKind
  | {
      [A in CaseActName]: FormOf<A> extends { readonly part: { readonly about: infer B extends string } } ? B : never;
    }[CaseActName];

/** A field of which the server is told something, whichever act asks for it. */
export type ToldField = { [A in CaseActName]: Named<FieldsOf<A>, true | 'stated'> }[CaseActName];
/** The fields of this name, whichever act asks for them. */
export type FieldNamed<N extends string> = {
  [A in CaseActName]: FieldsOf<A> extends { readonly [K in N]: infer F } ? F : never;
}[CaseActName];

export const formOf = (act: CaseActName): CaseForm => onCase[act].form;
export const fieldsOf = (act: CaseActName): [name: string, field: CaseField][] =>
  Object.entries(formOf(act).fields ?? {});

/** How the server reads what a form tells it, by field name; a field that may be missing reads as undefined. */
export const clearOf = (act: CaseActName): [name: string, schema: z.ZodMiniType][] => [
  ...fieldsOf(act).flatMap(([name, field]): [string, z.ZodMiniType][] =>
    field.clear ? [[name, clearField(field)]] : [],
  ),
  ...Object.entries(formOf(act).clear ?? {}),
];

const day = z.string().check(z.refine(isIsoDate));
const id = z.string().check(z.refine(isUuid));
const stated = z.optional(
  z.pipe(
    z.literal('stated'),
    z.transform(() => true),
  ),
);

function clearField(field: CaseField): z.ZodMiniType {
  switch (field.kind) {
    case 'text':
      return stated;
    case 'day':
      return day;
    case 'choice':
      return z.enum(field.choices as [string, ...string[]]);
    case 'officer':
      return id;
  }
}

/** The act whose form produced a sealed part of this kind about this; null when no row names it. */
export const actOfPart = (kind: string, about: string | undefined): CaseActName | null =>
  CASE_ACT_NAMES.find((act) => {
    const { part } = formOf(act);
    return part?.kind === kind && part.about === about;
  }) ?? null;
