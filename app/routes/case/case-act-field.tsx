import { LONGEST_TEXT } from '~/browser/case/case-acts';
import type { CaseActName } from '~/domain/acts/case-acts';
import { TextArea } from '~/ui/text-area';
import type { ActsProps } from './use-case-acts';

export type ActFormProps = ActsProps & { act: CaseActName; errors: Record<string, string> };

/** Names are stable; ids carry the act, because several forms stand on the page. */
export const fieldOf = ({ act, errors }: Pick<ActFormProps, 'act' | 'errors'>, name: string) => ({
  name,
  id: `${act}-${name}`,
  error: errors[name],
});

/** The text of an act, which is sealed before it is sent. */
export function ActText({
  label,
  hint,
  ...props
}: Pick<ActFormProps, 'act' | 'errors'> & { label: string; hint?: string }) {
  return <TextArea {...fieldOf(props, 'text')} label={label} hint={hint} maxLength={LONGEST_TEXT} rows={5} />;
}
