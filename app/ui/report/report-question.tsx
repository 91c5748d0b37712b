import { Fragment, type ReactNode } from 'react';
import { fieldsOf, type ReportField, reportEntry } from '~/domain/report/report-fields';
import { DateInput } from '~/ui/date-input';
import { useCommon } from '~/ui/language';
import { Select } from '~/ui/select';
import { TextArea } from '~/ui/text-area';
import { TextInput } from '~/ui/text-input';
import type { FieldTools } from './report-shown';

/**
 * The words that a field may have; `choices` by code for a list, `none` for its empty line, `short` for those who read
 * reports.
 */
type QuestionWords = { label: string; hint?: string; none?: string; choices?: Readonly<Record<string, string>> };

type SectionProps = {
  section: Parameters<typeof fieldsOf>[0];
  tools: FieldTools;
  /** Questions that the page asks in a way of its own. */
  own: Partial<Record<ReportField, ReactNode>>;
};

/** The questions of one section, in the order of the fields' list. */
export function ReportSection({ section, tools, own }: SectionProps) {
  return fieldsOf(section).map((field) => (
    <Fragment key={field}>{own[field] ?? <ReportQuestion field={field} tools={tools} />}</Fragment>
  ));
}

/** A question made from its entry in the fields' list. */
export function ReportQuestion({ field, tools: { words, of } }: { field: ReportField; tools: FieldTools }) {
  const common = useCommon();
  const { control, limit, optional } = reportEntry(field);
  const {
    label,
    hint,
    none,
    choices = {},
  } = (words as unknown as Record<string, QuestionWords>)[field] ?? { label: field };
  const asked = { ...of(field), label: optional ? common.optional(label) : label, ...(hint && { hint }) };
  if (control.kind === 'area') return <TextArea {...asked} rows={control.rows} maxLength={limit} />;
  if (control.kind === 'date') return <DateInput {...asked} />;
  if (control.kind === 'select') {
    const listed = control.codes.map((value) => ({ value, label: choices[value] ?? value }));
    return <Select {...asked} choices={listed} placeholder={none ?? common.notGiven} />;
  }
  if (control.kind === 'own') return null;
  const { kind: _, ...shape } = control;
  return <TextInput {...asked} {...shape} maxLength={limit} />;
}
