import { Form } from '@remix-run/react';
import { Button } from '~/ui/button';
import { Details } from '~/ui/details';

type Props = { title: string; text: string; busy: boolean };

/** Taking an entry off the register, folded away from the form that changes it. */
export function CloseForm({ title, text, busy }: Props) {
  return (
    <Details summary={title}>
      <p className="govuk-body">{text}</p>
      <Form method="post">
        <Button name="act" value="close" variant="warning" disabled={busy}>
          {title}
        </Button>
      </Form>
    </Details>
  );
}
