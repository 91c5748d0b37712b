import { useCommon } from './language';

/** The error beside a field; nothing when there is none. */
export function ErrorMessage({ id, message }: { id: string; message: string | undefined }) {
  const words = useCommon();
  if (!message) return null;
  return (
    <p className="govuk-error-message" id={id}>
      <span className="govuk-visually-hidden">{words.error}</span>
      {message}
    </p>
  );
}
