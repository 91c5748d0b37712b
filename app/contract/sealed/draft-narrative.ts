import type { ReportDraft } from '~/domain/report/report';
import type { IdentityPlain } from './identity';
import type { Narrative } from './narrative';

/**
 * Where it happened: the chosen area (or the signboard's), the town it lies in, and the signboard if one was scanned.
 */
export type DraftPlace = {
  area: string | null;
  town: string | null;
  board: { code: string; employer: string } | null;
};

/** The content of a checked form as it is sealed; browser and server make the same. */
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
    ...(draft.test && { test: true }),
    answers: draft.answers ?? {},
  };
}

export const identityOf = ({ identity }: ReportDraft): IdentityPlain | null =>
  identity && { ...identity, idNumber: identity.idNumber ?? '' };
