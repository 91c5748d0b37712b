import { readConfirmed } from '~/contract/posted/staff-acts';
import { Refusal } from '~/domain/refusal';
import { LANGS, SECTORS } from '~/domain/vocabulary';
import {
  type CheckedImport,
  checkImport,
  importEmployers,
  MOST_IMPORT_BYTES,
  type SectorNames,
} from '~/services/county/employer-import.server';
import { withForm } from '~/web/form.server';
import type { Staff } from '~/web/staff/staff.server';
import { vocabularyWords } from '~/words/vocabulary';

export type ImportAnswer = { checked: CheckedImport } | { done: number };

/** What sectors are called in both languages, as a table may name them. */
const SECTOR_NAMES: SectorNames = Object.fromEntries(
  SECTORS.map((sector) => [sector, LANGS.map((lang) => vocabularyWords[lang].sectors[sector])]),
);

/** `act=check` with a file: what each row is worth. `act=confirm` with the rows that were shown: all of them, or none. */
export function importStep({ ctx, actor, request }: Staff): Promise<ImportAnswer> {
  const limits = { files: 1, fileBytes: MOST_IMPORT_BYTES, fieldBytes: 2 * MOST_IMPORT_BYTES };
  return withForm(request, limits, async (form) => {
    if (form.text('act') === 'confirm') {
      return { done: await importEmployers(ctx, actor, readConfirmed(form.text('rows'))) };
    }
    const [file] = form.files('file');
    if (!file) throw new Refusal('invalid', { field: 'file', data: { rule: 'missingFile' } });
    if (file.tooLarge) throw new Refusal('invalid', { field: 'file', data: { rule: 'tooLarge' } });
    return { checked: await checkImport(ctx, actor, file.bytes, SECTOR_NAMES) };
  });
}
