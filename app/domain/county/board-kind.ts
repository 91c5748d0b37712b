import type { IsoDate } from '~/domain/dates';
import type { Localized } from '~/domain/localized';

/**
 * Kinds of signboard (Zhong County's notice, section 3): who is responsible for a site, at its gate; a major risk and
 * its control, and a major hazard and its rectification, inside.
 */
export const BOARD_KINDS = ['responsibility', 'risk', 'hazard'] as const;
export type BoardKind = (typeof BOARD_KINDS)[number];
/** Kinds that are about one point of the site. */
export type PointKind = Exclude<BoardKind, 'responsibility'>;

/** Three responsible persons of the site: the employer's, the regulator's and the administration's. */
export const SITE_ROLES = ['employer', 'regulator', 'area'] as const;
/** Three levels that are responsible for a point: managers, department or technicians, workshop or team. */
export const POINT_ROLES = ['management', 'technical', 'operation'] as const;
export const PERSON_ROLES = [...SITE_ROLES, ...POINT_ROLES] as const;
export type PersonRole = (typeof PERSON_ROLES)[number];

export const rolesOn = (kind: BoardKind): readonly PersonRole[] =>
  kind === 'responsibility' ? SITE_ROLES : POINT_ROLES;

export const boardKindOf = (text: string): BoardKind | null => BOARD_KINDS.find((kind) => kind === text) ?? null;

/**
 * What such a board says of its point, all of which the notice asks for: name, place, category, main factors, accident
 * that may follow, measures for prevention and emergency, and what is required of control or rectification.
 */
export const POINT_PARTS = ['name', 'place', 'category', 'factors', 'accident', 'measures', 'requirements'] as const;
export type PointPart = (typeof POINT_PARTS)[number];

/** `until`: the day by which a hazard is to be rectified; '' on the board of a risk. */
export type BoardPoint = Record<PointPart, Localized> & { until: IsoDate | '' };
