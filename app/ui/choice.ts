import type { ReactNode } from 'react';

/** One answer to choose from, in Radios, Checkboxes and Select (which shows only `label` text). */
export type Choice<V extends string = string> = {
  readonly value: V;
  readonly label: string;
  readonly hint?: ReactNode;
};

/** Choices from a vocabulary: the codes in their order, each with its name. */
export function choicesFrom<V extends string>(codes: readonly V[], names: Readonly<Record<V, string>>): Choice<V>[] {
  return codes.map((value) => ({ value, label: names[value] }));
}

/** The two answers of a question that has no third. */
export const yesNo = ({ yes, no }: { yes: string; no: string }): Choice[] => [
  { value: 'yes', label: yes },
  { value: 'no', label: no },
];

/** The first choice keeps the plain id, so that an error link leads to it. */
export function choiceId(id: string, index: number): string {
  return index === 0 ? id : `${id}-${index + 1}`;
}
