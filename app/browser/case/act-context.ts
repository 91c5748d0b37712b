import type { IsoDate } from '~/domain/dates';
import type { GradeTable } from '~/domain/report/accident-grade';
import type { TransferChain } from '~/envelope/case/transfer-chain';
import type { ShownFacts } from './act-form';
import type { FetchPart } from './case-files';
import type { OpenedCase } from './case-workspace';

/** The document for a receipt number, with what the officer wrote before it; made of the page as it stands. */
export type ExportSource = {
  document: (number: string, said: Record<string, string>) => HTMLElement;
  file: (article: HTMLElement) => string;
  fileName: (number: string) => string;
  fetchPart: FetchPart;
};

/** What goes to the server: clear choices and sealed JSON, never what was typed. */
export type Prepared = { fields: Record<string, string> };

/** The page of a case, whose keys may be locked. */
export type PageContext = {
  opened: OpenedCase | null;
  today: IsoDate;
  /** The county's chain of transfers, asked for anew each time. */
  transfers: () => Promise<TransferChain>;
  facts: ShownFacts;
  /** The bounds of accident grades, where the verdict is on a concealed accident. */
  grades?: GradeTable | null;
  /** Titles of the reply's sections, in the language of the page. */
  replyTitles: { heading: string; conclusion: string; howChecked: string; decided: string; rewardDue: string };
  rewardDueOptions: Record<string, string>;
  /** What goes to the level above: the document made of this page, and how parts of files are fetched. */
  export?: ExportSource;
  /** A file chosen in the form, which no text holds. */
  chosen?: (field: string) => File | null;
};
export type ActContext = PageContext & { opened: OpenedCase };
