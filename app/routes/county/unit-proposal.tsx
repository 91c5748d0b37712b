import { Inset } from '~/ui/inset';
import { unitsWords } from '~/words/county/units';
import { formatDate, type Lang } from '~/words/language';

type Props = { lang: Lang; proposal: { version: number; proposer: string; proposedOn: string } | null };

/** Says that a list waits for its second guardian, since a change of units now would make its signing start again. */
export function ProposalInset({ lang, proposal }: Props) {
  if (proposal === null) return null;
  const { version, proposer, proposedOn } = proposal;
  return <Inset>{unitsWords[lang].waiting.proposal(version, proposer, formatDate(proposedOn, lang))}</Inset>;
}
