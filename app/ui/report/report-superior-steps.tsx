import type { Lang } from '~/words/language';
import { reportSuperiorWords } from '~/words/report/report-superior';
import type { ReportChoices } from './report-shown';
import { officeNames, superiorName } from './report-superior';
import { ReportSuperiorDone } from './report-superior-done';

/** What the island shows of a report about the office itself: its receipt, and the sentences around it. */
export function ReportSuperiorSteps({ lang, choices: { office, units } }: { lang: Lang; choices: ReportChoices }) {
  if (office === null) return null;
  const words = reportSuperiorWords[lang];
  return (
    <>
      <template id="step-superior-done">
        <div data-step="superior-done">
          <ReportSuperiorDone lang={lang} office={office} number={null} />
          <p className="govuk-body">
            <a className="govuk-link" data-part="save" href="#save">
              {words.done.save}
            </a>
          </p>
          <p className="govuk-hint">{words.done.saveHint}</p>
        </div>
      </template>
      <template id="superior-words">
        <p data-word="goes">{words.check.goes.replace('{name}', superiorName(office, lang))}</p>
        <p data-word="noFiles">{words.check.noFiles}</p>
        <p data-word="noCode">{words.check.noCode}</p>
        <p data-word="send">{words.check.send}</p>
        <p data-word="fileTitle">{words.file.title(officeNames(office, units, lang))}</p>
        <p data-word="fileNumber">{words.file.number('{number}')}</p>
        <p data-word="fileDay">{words.file.day('{day}')}</p>
        <p data-word="fileName">{words.done.fileName('{number}')}</p>
      </template>
    </>
  );
}
