import type { OwnSectors } from '~/domain/county/sector-list';
import type { Localized } from '~/domain/localized';
import type { ReportField } from '~/domain/report/report-fields';
import type { ReportWords } from '~/words/report/report';

export type ReportValues = Readonly<Partial<Record<ReportField, string>>>;
export type ReportChoices = {
  towns: readonly { code: string; name: Localized; villages: readonly { code: string; name: Localized }[] }[];
  units: readonly { id: string; name: Localized }[];
  /** What the county says of trades. */
  sectors: OwnSectors;
  /** What today's reward rule allows the form to say. */
  rewards: { anonymous: boolean; insiderUplift: boolean };
  /** Somebody is told of danger to life at once, day and night. */
  told: boolean;
  office: OfficeShown | null;
};

/** Reports about the office itself, and how the level above is reached; `upper` is its name where nothing is signed. */
export type OfficeShown = {
  unitIds: readonly string[];
  takes: boolean;
  upper: Localized;
  superior: {
    names: Localized;
    address: Localized | null;
    phone: string | null;
    mail: string | null;
    others: readonly { names: Localized; phone: string }[];
  } | null;
};

export type FieldTools = {
  words: ReportWords;
  values: ReportValues;
  /** Name, error, and what was typed. */
  of: (field: ReportField) => { name: ReportField; error: string | undefined; defaultValue: string | undefined };
};
