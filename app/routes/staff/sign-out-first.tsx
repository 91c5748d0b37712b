import { Form } from '@remix-run/react';
import { Button } from '~/ui/button';
import { PageTitle } from '~/ui/page-title';
import { accessWords } from '~/words/follow/access';
import type { Lang } from '~/words/language';

type Props = { lang: Lang; name: string; invited: string };

/** Shown for an enrolment link that was opened where somebody else is signed in. */
export function SignOutFirst({ lang, name, invited }: Props) {
  const words = accessWords[lang];
  return (
    <>
      <PageTitle lead={words.enrol.signedInAs(name, invited)}>{words.enrol.title}</PageTitle>
      <Form method="post" action={`/${lang}/staff/sign-out`} reloadDocument data-sign-out-first>
        <Button variant="secondary">{words.unlock.signOut}</Button>
      </Form>
    </>
  );
}
