import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { OfficeShown } from '~/ui/report/report-shown';
import { ReportSuperior } from '~/ui/report/report-superior';
import { LANGS } from '~/words/language';

const office: OfficeShown = { unitIds: ['u1'], takes: false, upper: { zh: '市安委办', en: 'City' }, superior: null };
const units = [{ id: 'u1', name: { zh: '县安委办', en: 'County' } }] as Parameters<typeof ReportSuperior>[0]['units'];
const shown = (lang: (typeof LANGS)[number], more: Partial<OfficeShown> = {}) =>
  renderToStaticMarkup(createElement(ReportSuperior, { lang, units, office: { ...office, ...more } }));

test.each(LANGS)('where the county named no level above, the nation’s hotlines say where to go (%s)', (lang) => {
  expect(shown(lang)).toMatch(/12388.*12350/);
});

test.each(LANGS)('where it named one, its own ways stand alone (%s)', (lang) => {
  const superior = { names: { zh: '市局', en: 'Bureau' }, address: null, phone: '023-5550100', mail: null, others: [] };
  const text = shown(lang, { superior });
  expect(text).toContain('023-5550100');
  expect(text).not.toMatch(/12388|12350/);
});
