import { textIn } from '~/domain/localized';
import { Details } from '~/ui/details';
import { Inset } from '~/ui/inset';
import { formatList, type Lang } from '~/words/language';
import { reportSuperiorWords } from '~/words/report/report-superior';
import type { OfficeShown, ReportChoices } from './report-shown';

type Props = { lang: Lang; office: OfficeShown; units: ReportChoices['units'] };

/**
 * Said before anything is typed: a report about the office itself is sealed to the level above alone, or is not taken
 * here, and where else to go.
 */
export function ReportSuperior({ lang, office, units }: Props) {
  const words = reportSuperiorWords[lang];
  const title = words.title(officeNames(office, units, lang));
  if (office.takes) {
    return (
      <div data-about-office="sealed">
        <Details summary={title}>
          <p className="govuk-body">{words.sealed(superiorName(office, lang))}</p>
          <SuperiorReach lang={lang} office={office} />
        </Details>
      </div>
    );
  }
  return (
    <section aria-labelledby="about-office" data-about-office="elsewhere">
      <Inset>
        <h2 className="govuk-heading-s" id="about-office">
          {title}
        </h2>
        <p className="govuk-body">{words.notTaken}</p>
        <SuperiorReach lang={lang} office={office} />
      </Inset>
    </section>
  );
}

export const superiorName = ({ superior, upper }: OfficeShown, lang: Lang): string =>
  textIn(superior?.names ?? upper, lang);

export const officeNames = ({ unitIds }: OfficeShown, units: ReportChoices['units'], lang: Lang): string =>
  formatList(
    units.filter(({ id }) => unitIds.includes(id)).map(({ name }) => textIn(name, lang)),
    lang,
  );

/** Every way to the level above, and other places to report to; where the county named none, the nation's hot lines. */
export function SuperiorReach({ lang, office }: { lang: Lang; office: OfficeShown }) {
  const words = reportSuperiorWords[lang];
  const { superior } = office;
  const reach =
    superior === null
      ? []
      : [
          ...(superior.address === null ? [] : [words.address(textIn(superior.address, lang))]),
          ...(superior.phone === null ? [] : [words.phone(superior.phone)]),
          ...(superior.mail === null ? [] : [words.mail(superior.mail)]),
        ];
  const lines = [
    [superiorName(office, lang), ...reach].join(' · '),
    ...(superior === null ? words.hotlines : []),
    ...(superior?.others ?? []).map(({ names, phone }) => words.other(textIn(names, lang), phone)),
  ];
  return (
    <ul className="govuk-list govuk-list--bullet">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
