import type { ReportDraft } from '~/domain/report/report';
import type { IdentityPlain } from './identity';
import type { Narrative } from './narrative';

/** Where it is: the area chosen (or the board's), the town it lies in, the signboard if one was scanned. */
export type DraftPlace = {
  area: string | null;
  town: string | null;
  board: { code: string; employer: string } | null;
};

/** What a checked form says, as it is sealed; the same whoever seals it, browser or server. */
export function narrativeOf(draft: ReportDraft, { area, town, board }: DraftPlace): Narrative {
  return {
    description: draft.description,
    place: draft.place ?? '',
    employer: draft.employer ?? board?.employer ?? '',
    occurredOn: draft.occurredOn ?? '',
    siteCode: board?.code ?? null,
    village: area !== town ? area : null,
    insider: draft.insider,
    wantsReward: draft.wantsReward,
    anonymity: draft.anonymity,
    deaths: draft.deaths,
    accusedUnit: draft.accusedUnitId,
    matter: draft.matter,
    sector: draft.sector,
    area: area ?? '',
    phoneLeft: draft.anonymity === 'anonymous' && draft.identity !== null,
    answers: draft.answers ?? {},
  };
}

export const identityOf = ({ identity }: ReportDraft): IdentityPlain | null =>
  identity && { ...identity, idNumber: identity.idNumber ?? '' };
