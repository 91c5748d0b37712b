import { Form } from '@remix-run/react';
import { Button } from '~/ui/button';
import { Details } from '~/ui/details';
import { ShownField } from '~/ui/shown-field';

type Props = { title: string; text: string; shown: string; told: unknown; busy: boolean };

/** Removes an entry from the register as it is shown; folded away from the form that changes the entry. */
export function CloseForm({ title, text, shown, told, busy }: Props) {
  return (
    <Details summary={title}>
      <p className="govuk-body">{text}</p>
      <Form method="post">
        <ShownField loaded={shown} told={told} />
        <Button name="act" value="close" variant="warning" disabled={busy}>
          {title}
        </Button>
      </Form>
    </Details>
  );
}
