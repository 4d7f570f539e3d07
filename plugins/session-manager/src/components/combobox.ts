import { InputHTMLAttributes } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import { AutocompleteRenderInputParams } from '@material-ui/lab/Autocomplete';
import { sessionManagerTranslationRef } from '../translation/ref';

const useStyles = makeStyles({
  // Material UI v4 lets the button stick out of the field.
  clearIndicator: { marginRight: 0 },
});

/**
 * The properties of an autocomplete whose input is the combobox. So it is in ARIA
 * 1.2; Material UI v4 uses the surrounding element, which has no name.
 */
export function useComboboxProps() {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return {
    role: undefined,
    'aria-owns': undefined,
    'aria-expanded': undefined,
    classes: useStyles(),
    clearText: t('choices.clear'),
  };
}

/** The properties of the input that is the combobox. */
export function comboboxInputProps(
  { inputProps }: AutocompleteRenderInputParams,
  hasList: boolean,
): InputHTMLAttributes<HTMLInputElement> {
  const props: InputHTMLAttributes<HTMLInputElement> = inputProps;
  const listId = hasList ? props['aria-controls'] : undefined;
  return {
    ...props,
    role: 'combobox',
    'aria-expanded': Boolean(listId),
    'aria-controls': listId,
  };
}
