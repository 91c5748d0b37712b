import { classNames } from './class-names';
import { Field, type FieldProps } from './field';
import { useCommon } from './language';

type Props = FieldProps & { accept?: string; multiple?: boolean; required?: boolean };

/**
 * Choosing files. The native control writes its words in the browser's language, so its own button text is hidden and a
 * label of ours drawn over it. The native list of chosen names stays, so that it works without scripts.
 */
export function FileInput({ accept, multiple = false, required, ...field }: Props) {
  const words = useCommon();
  return (
    <Field {...field}>
      {(control) => (
        <div className="anshao-file">
          <span className="anshao-file__button" aria-hidden="true">
            {words.chooseFiles}
          </span>
          <input
            {...control}
            className={classNames('anshao-file__input', field.error && 'anshao-file__input--error')}
            type="file"
            name={field.name}
            accept={accept}
            multiple={multiple}
            required={required}
          />
        </div>
      )}
    </Field>
  );
}
