import { fieldsOf } from '~/domain/acts/case-fields';
import { SiteLanguage } from '~/ui/site-language';
import { extensionWords } from '~/words/case/extension';
import { limitText } from '~/words/case/limit';
import { ActField, type ActFormProps } from './case-act-field';

/** Until when verification would run; whoever approves it reads first why it was asked for. */
export function ExtensionFields(props: ActFormProps) {
  const { act, lang, page, opened } = props;
  const t = extensionWords[lang];
  const { extendedTo } = page;
  return (
    <>
      {act === 'extend' && <AskedFor lang={lang} opened={opened} />}
      <p className="govuk-body" data-extended-to>
        {extendedTo && t.until(limitText(extendedTo.on, extendedTo.provisional, lang))} {t.rule}
      </p>
      {fieldsOf(act).map(([name, field]) => (
        <ActField key={name} name={name} field={field} {...props} />
      ))}
    </>
  );
}

function AskedFor({ lang, opened }: Pick<ActFormProps, 'lang' | 'opened'>) {
  const t = extensionWords[lang];
  const said = opened?.notes.filter(({ about }) => about === 'extension').at(-1)?.content.text;
  if (said === undefined) return <p className="govuk-body">{t.lost}</p>;
  return (
    <div className="govuk-inset-text" data-asked-for>
      <p className="govuk-body">
        <strong>{t.askedFor}</strong>
      </p>
      <p className="govuk-body anshao-lines">
        <SiteLanguage>{said}</SiteLanguage>
      </p>
    </div>
  );
}
