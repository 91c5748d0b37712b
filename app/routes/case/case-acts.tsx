import type { ReactNode } from 'react';
import { isSealed, needsKeys } from '~/browser/case/case-acts';
import { useDraft } from '~/browser/use-draft';
import type { CaseActName } from '~/domain/acts/case-acts';
import { isAwaited } from '~/domain/case/casework';
import { Button } from '~/ui/button';
import { Details } from '~/ui/details';
import { ErrorMessage } from '~/ui/error-message';
import { Inset } from '~/ui/inset';
import { SiteLanguage } from '~/ui/site-language';
import { caseWords } from '~/words/case/case';
import { ActFields } from './case-act-fields';
import { type ActsProps, draftPlace } from './use-case-acts';

/** What the member may do: the most expected act first and open, the rest folded away beneath it. */
export function NextActs(props: ActsProps) {
  const { lang, page } = props;
  const t = caseWords[lang];
  const first = page.next.find(
    (act) => isAwaited(act, page.facts.stage) && !(act === 'assign' && page.facts.officer !== null),
  );
  const others: CaseActName[] = [...page.next.filter((act) => act !== first), ...page.anyStage];
  return (
    <section className="anshao-card anshao-card--next" aria-labelledby="next-acts" data-next-acts>
      <h2 className="govuk-heading-m" id="next-acts">
        {t.nextActs}
      </h2>
      <NoLonger {...props} />
      {first === undefined ? (
        <p className="govuk-body">{t.nothingNext}</p>
      ) : (
        <>
          <h3 className="govuk-heading-s">{t.acts[first]}</h3>
          <ActForm act={first} {...props} />
        </>
      )}
      {others.map((act) => (
        <Details key={act} summary={t.acts[act]} open={props.acts.act === act}>
          <ActForm act={act} {...props} />
        </Details>
      ))}
    </section>
  );
}

/**
 * Why an act was refused that is no longer among the next ones, and what was typed for it, because its form is gone.
 */
function NoLonger({ lang, page, acts }: ActsProps) {
  const [why] = Object.values(acts.errors);
  const there =
    acts.act === null || page.next.some((act) => act === acts.act) || page.anyStage.some((act) => act === acts.act);
  if (there || why === undefined) return null;
  return (
    <div role="alert" data-no-longer>
      <ErrorMessage id="no-longer" message={why} />
      {acts.kept.map((text) => (
        <Inset key={text}>
          <span className="anshao-lines">
            <SiteLanguage>{text}</SiteLanguage>
          </span>
        </Inset>
      ))}
      {acts.kept.length > 0 && <p className="govuk-hint">{caseWords[lang].errors.keptToCopy}</p>}
    </div>
  );
}

/** One act as a form that this browser intercepts: what is typed is sealed here, and only then sent. */
function ActForm({ act, ...props }: ActsProps & { act: CaseActName }): ReactNode {
  const { lang, opened, acts } = props;
  const t = caseWords[lang];
  if (needsKeys(act) && opened === null) {
    return (
      <p className="govuk-body">
        {t.errors.locked} {t.errors.keptSealed}
      </p>
    );
  }
  // Each round has a form of its own, so that it starts empty after its act.
  return <OpenForm key={`${act}-${acts.round}`} act={act} {...props} />;
}

function OpenForm({ act, ...props }: ActsProps & { act: CaseActName }): ReactNode {
  const { lang, acts, page } = props;
  const t = caseWords[lang];
  const draft = useDraft(draftPlace(page.facts.id, act));
  const errors = acts.act === act ? acts.errors : {};
  return (
    <form
      // If the form were ever sent by itself, the server would refuse this type: nothing typed is read as a form.
      method="post"
      encType="text/plain"
      ref={draft.form}
      onInput={draft.onInput}
      data-act={act}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!acts.busy) void acts.send(act, event.currentTarget);
      }}
    >
      <p className="govuk-hint" role="status" data-draft-back={draft.back || undefined}>
        {draft.back && t.errors.draftBack}
      </p>
      <ErrorMessage id={`${act}-error`} message={errors['']} />
      <ActFields act={act} errors={errors} {...props} />
      {isSealed(act) && <p className="govuk-hint">{t.sealedHere}</p>}
      <Button disabled={acts.busy} variant={act === 'refuse' ? 'warning' : 'primary'}>
        {t.acts[act]}
      </Button>
    </form>
  );
}
