import { useEffect, useMemo } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import FormControl from '@material-ui/core/FormControl';
import FormHelperText from '@material-ui/core/FormHelperText';
import FormLabel from '@material-ui/core/FormLabel';
import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import { EntityInstances } from 'backstage-plugin-session-manager-common';
import { CheckButton } from '../../components/CheckButton';
import { ErrorText } from '../../components/ErrorText';
import { UnreadPlaces } from '../../components/UnreadPlaces';
import { VisuallyHidden } from '../../components/VisuallyHidden';
import { formSubject } from '../../hooks/formSubject';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { InstanceList } from './InstanceList';
import { InstancesPickerProps } from './schema';
import { chosenAmong, ChosenInstances, countOf } from './selection';
import { InstanceSearch, useEntityInstances } from './useEntityInstances';
import { PortalText } from '../../components/PortalText';

const ROWS_WHILE_LOADING = 3;

/**
 * A form field that selects instances of the service of the form.
 */
export function InstancesPicker(props: InstancesPickerProps) {
  const { schema, uiSchema, disabled } = props;
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { entityRef, accountId } = formSubject(props);
  const chosen = useMemo(() => wholeGroups(props.formData), [props.formData]);
  const description = uiSchema['ui:description'] ?? schema.description;
  return (
    <FormControl
      component="fieldset"
      fullWidth
      required={props.required}
      disabled={disabled}
      error={Boolean(props.rawErrors?.length)}
    >
      <FormLabel component="legend">
        {schema.title ?? t('picker.title')}
      </FormLabel>
      {description && <FormHelperText>{description}</FormHelperText>}
      {entityRef ? (
        // The key resets all state when the service changes.
        <Instances
          key={`${entityRef} ${accountId}`}
          entityRef={entityRef}
          accountId={accountId}
          chosen={chosen}
          disabled={disabled}
          onChange={props.onChange}
        />
      ) : (
        <Typography variant="body2">{t('picker.noEntity')}</Typography>
      )}
    </FormControl>
  );
}

/** The form adds an empty item to a list that must not be empty. */
function wholeGroups(
  formData: Partial<ChosenInstances>[] = [],
): ChosenInstances[] {
  return formData.filter((group): group is ChosenInstances =>
    Array.isArray(group.instanceIds),
  );
}

function Instances({
  entityRef,
  accountId,
  chosen,
  disabled,
  onChange,
}: {
  entityRef: string;
  accountId?: string;
  chosen: readonly ChosenInstances[];
  disabled?: boolean;
  onChange: (chosen: ChosenInstances[]) => void;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { searchAgain, ...search } = useEntityInstances(entityRef, accountId);
  const { searching, known, problem } = search;

  // Deselects instances of another service or account.
  useEffect(() => {
    if (known && known.incomplete.length === 0) {
      const there = chosenAmong(chosen, known.instances);
      if (countOf(there) < countOf(chosen)) {
        onChange(there);
      }
    }
  }, [known, chosen, onChange]);

  if (!known && !problem) {
    return (
      <>
        <Status search={search} chosen={countOf(chosen)} />
        <ListSkeleton />
      </>
    );
  }
  return (
    <>
      <Status search={search} chosen={countOf(chosen)} />
      {problem && (
        <ErrorText role="alert">
          {t('picker.failed', {
            detail: <PortalText text={problem.detail} />,
          })}
        </ErrorText>
      )}
      {known && known.instances.length > 0 && (
        <InstanceList
          instances={known.instances}
          chosen={chosen}
          disabled={disabled}
          onChange={onChange}
        />
      )}
      {known && known.instances.length === 0 && <NoInstances known={known} />}
      {known && known.incomplete.length > 0 && (
        <UnreadPlaces faults={known.incomplete} />
      )}
      <div>
        <CheckButton
          checking={searching}
          label={searching ? t('picker.searching') : t('picker.searchAgain')}
          onCheck={searchAgain}
        />
      </div>
    </>
  );
}

function NoInstances({ known }: { known: EntityInstances }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  if (known.isNameShared) {
    return (
      <Typography variant="body2" style={{ overflowWrap: 'anywhere' }}>
        {t('picker.nameShared', known.tag)}
      </Typography>
    );
  }
  return (
    <Typography variant="body2" style={{ overflowWrap: 'anywhere' }}>
      {known.incomplete.length > 0
        ? t('picker.noneFound', known.tag)
        : t('picker.none', known.tag)}
    </Typography>
  );
}

function ListSkeleton() {
  return (
    <div aria-hidden>
      {Array.from({ length: ROWS_WHILE_LOADING }, (_, row) => (
        <Typography key={row} variant="body1" component="div">
          <Skeleton width="70%" />
        </Typography>
      ))}
    </div>
  );
}

/** Announces the search and the number of selected instances to screen readers. */
function Status({
  search: { searching, known },
  chosen,
}: {
  search: InstanceSearch;
  chosen: number;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <VisuallyHidden>
      <span role="status">
        {searching && t('picker.searching')}
        {!searching &&
          known &&
          t('picker.chosen', { count: chosen, total: known.instances.length })}
      </span>
    </VisuallyHidden>
  );
}
