import { useEffect, useMemo } from 'react';
import { parseEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import FormControl from '@material-ui/core/FormControl';
import FormHelperText from '@material-ui/core/FormHelperText';
import FormLabel from '@material-ui/core/FormLabel';
import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import { EntityInstances } from 'backstage-plugin-session-manager-common';
import { VisuallyHidden } from '../../components/VisuallyHidden';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { InstanceList } from './InstanceList';
import { InstancesPickerProps } from './schema';
import { chosenAmong, ChosenInstances, countOf } from './selection';
import { InstanceLookup, useEntityInstances } from './useEntityInstances';

const ROWS_WHILE_LOADING = 3;

/**
 * A field of a template's form: the instances of the service that the form is
 * about, to choose from.
 */
export function InstancesPicker(props: InstancesPickerProps) {
  const { schema, uiSchema, disabled } = props;
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { entityRef, accountId } = subjectOf(props);
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
        // By its key, nothing known of one service outlives the way to another.
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

/** A form puts an empty item into a list that must not be empty. */
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
  const { lookAgain, ...lookup } = useEntityInstances(entityRef, accountId);
  const { looking, known, problem } = lookup;

  // What was chosen for another service or account is not to be attached to.
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
        <Status lookup={lookup} chosen={countOf(chosen)} />
        <ListSkeleton />
      </>
    );
  }
  return (
    <>
      <Status lookup={lookup} chosen={countOf(chosen)} />
      {problem && (
        <Typography variant="body2" color="error" role="alert">
          {t('picker.failed', { detail: problem.detail })}
        </Typography>
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
      {known && known.incomplete.length > 0 && <Incomplete known={known} />}
      <div>
        {/* Not disabled meanwhile: it would lose the keyboard's focus. */}
        <Button
          size="small"
          aria-disabled={looking}
          onClick={looking ? undefined : lookAgain}
        >
          {looking ? t('picker.looking') : t('picker.lookAgain')}
        </Button>
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
        ? t('picker.noneSeen', known.tag)
        : t('picker.none', known.tag)}
    </Typography>
  );
}

/** Where instances could not be looked for, and what would settle it. */
function Incomplete({ known }: { known: EntityInstances }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <ul aria-label={t('warning.title')}>
      {known.incomplete.map(({ accountId, accountName, region, fault }) => (
        <li key={`${accountId} ${region}`}>
          <Typography variant="body2" style={{ overflowWrap: 'anywhere' }}>
            {t('picker.incomplete', {
              place: [accountName ?? accountId, region]
                .filter(Boolean)
                .join(', '),
              message: fault.message,
            })}{' '}
            {fault.hint}
          </Typography>
        </li>
      ))}
    </ul>
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

/** Tells a screen reader how the look goes, and how many are chosen. */
function Status({
  lookup: { looking, known },
  chosen,
}: {
  lookup: InstanceLookup;
  chosen: number;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <VisuallyHidden>
      <span role="status">
        {looking && t('picker.looking')}
        {!looking &&
          known &&
          t('picker.chosen', { count: chosen, total: known.instances.length })}
      </span>
    </VisuallyHidden>
  );
}

/** The service and account that the rest of the form says. */
function subjectOf({ formContext, uiSchema }: InstancesPickerProps): {
  entityRef?: string;
  accountId?: string;
} {
  const { entityRefField = 'entityRef', accountIdField = 'accountId' } =
    uiSchema['ui:options'] ?? {};
  const form = formContext?.formData ?? {};
  return {
    entityRef: fullEntityRef(form[entityRefField]),
    // While it is typed, it is none yet.
    accountId: /^\d{12}$/.test(form[accountIdField])
      ? form[accountIdField]
      : undefined,
  };
}

function fullEntityRef(text: unknown): string | undefined {
  try {
    return typeof text === 'string' && parseEntityRef(text) ? text : undefined;
  } catch {
    return undefined;
  }
}
