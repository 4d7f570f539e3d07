import { ReactNode, useEffect } from 'react';
import { useLocation } from 'react-router-dom';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import {
  AccountInfo,
  headline,
  isStep,
  RolePreview,
  roleFormData,
} from 'backstage-plugin-session-manager-common';
import { ErrorText } from '../../components/ErrorText';
import { OwnersOf } from '../../components/OwnersOf';
import { ProblemNotice } from '../../components/ProblemNotice';
import { VisuallyHidden } from '../../components/VisuallyHidden';
import { StateMark } from '../../components/role/StateMark';
import { formQuery } from '../../components/role/templateForm';
import { FormData } from '../../hooks/formSubject';
import { accountName } from '../../translation/accountName';
import { labelFields } from '../../translation/fieldLabels';
import { joinSentences } from '../../translation/joinSentences';
import { sessionManagerTranslationRef } from '../../translation/ref';
import { headlineText } from '../../translation/sentences';
import { Translate } from '../../translation/Translate';
import { roleKind } from '../preview/roleKind';
import { preferredText } from '../roleForm/groupText';
import { isSameAccount } from './otherRole';
import { OtherAccount, OtherAccountsOptions } from './schema';
import { useOtherRole } from './useOtherRole';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    margin: theme.spacing(0, 0, 1.5, 4),
    paddingLeft: theme.spacing(1.5),
    borderLeft: `3px solid ${theme.palette.divider}`,
    overflowWrap: 'anywhere',
  },
}));

/**
 * What the task would do in another account: with which settings, by whose
 * approval, and whether sessions would start.
 */
export function OtherAccountDetails({
  account,
  form,
  chosen,
  options,
  onChange,
}: {
  account: AccountInfo;
  /** The form of the page. */
  form: FormData;
  /** The value of the account in the form. */
  chosen: OtherAccount;
  options: OtherAccountsOptions;
  onChange(next: OtherAccount): void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { own, role, preview, isWaiting } = useOtherRole(
    account,
    form,
    options,
  );
  const next = role.chosen;
  // Another account that fills itself in at the same time may overwrite it.
  useEffect(() => {
    if (next && !isSameAccount(next, chosen)) {
      onChange(next);
    }
  });
  const { answer, isCurrent, refusal, problem } = preview;
  const refusals = answer && isCurrent ? roleKind.refusals(answer, own, t) : [];
  const name = accountName(account);
  return (
    <div className={classes.root}>
      <div role="status">
        <VisuallyHidden>
          {t(isWaiting ? 'otherAccounts.reading' : 'otherAccounts.read', {
            account: name,
          })}
        </VisuallyHidden>
      </div>
      {next && (
        <Typography variant="body2">
          {settingsText(next, options, t)} ·{' '}
          {t('roleForm.from.preferences', { account: name })}
        </Typography>
      )}
      {role.obstacles.length > 0 && (
        <Obstacles texts={role.obstacles}>
          <OwnFormLink account={name} own={own} />
        </Obstacles>
      )}
      {refusal !== undefined && <Obstacles texts={[labelFields(refusal, t)]} />}
      {refusals.length > 0 && (
        <Obstacles texts={refusals}>
          {answer?.mayRun === false ? (
            <Owners entityRef={answer.spec.entityRef} />
          ) : (
            <OwnFormLink account={name} own={own} />
          )}
        </Obstacles>
      )}
      {problem && <ProblemNotice problem={problem} />}
      {answer && isCurrent && refusals.length === 0 && (
        <Outcome preview={answer} account={account} />
      )}
      {isWaiting && <Waiting />}
    </div>
  );
}

function settingsText(
  { accountId, account, ...settings }: OtherAccount,
  { logs = true }: OtherAccountsOptions,
  t: Translate,
): string {
  const values = roleFormData({ roleName: '', ...settings });
  const groups = logs
    ? (['s3', 'cloudWatch', 'key'] as const)
    : (['key'] as const);
  return groups
    .map(group =>
      t('preview.labelled', {
        label: t(`roleForm.group.${group}`),
        problem: preferredText(group, values, t),
      }),
    )
    .join(' · ');
}

/** The result of a task that would succeed. */
function Outcome({
  preview: { plan, approval, readiness },
  account,
}: {
  preview: RolePreview;
  account: AccountInfo;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const parts = readiness && headline(readiness);
  const required = (approval ?? account.approval)?.required;
  const approvalText = () => {
    if (approval?.rule) {
      return t('preview.approvalRule', approval.rule);
    }
    return required
      ? t('accountPicker.approvals', { count: required })
      : t('preview.approvalNone');
  };
  return (
    <>
      <Typography variant="body2">
        {joinSentences([planText(plan, t), approvalText()])}
      </Typography>
      {parts ? (
        <Typography variant="body2" component="div">
          <StateMark state={parts.state} /> {headlineText(parts, t)}
        </Typography>
      ) : (
        <Typography variant="body2">{t('preview.readinessUnknown')}</Typography>
      )}
    </>
  );
}

function planText(plan: RolePreview['plan'], t: Translate): string {
  if (!('changes' in plan)) {
    return t('requests.review.planFault');
  }
  const steps = plan.changes.filter(isStep);
  if (steps.length === 0) {
    return t('requests.review.planNothing');
  }
  return steps.some(
    ({ kind, resource }) => kind === 'create' && resource === 'role',
  )
    ? t('otherAccounts.created')
    : t('otherAccounts.changed', { count: steps.length });
}

/** Why the form cannot be submitted with this account. */
function Obstacles({
  texts,
  children,
}: {
  texts: readonly string[];
  children?: ReactNode;
}) {
  return (
    <div role="note">
      <ErrorText>
        <ul>
          {texts.map(text => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </ErrorText>
      {children}
    </div>
  );
}

/** The same template for the other account alone. */
function OwnFormLink({ account, own }: { account: string; own: FormData }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { pathname } = useLocation();
  return (
    <Link
      variant="body2"
      to={`${pathname}?${formQuery(own)}`}
      target="_blank"
      rel="noopener"
    >
      {t('otherAccounts.ownForm', { account })}
    </Link>
  );
}

function Owners({ entityRef }: { entityRef?: string }) {
  return entityRef ? <OwnersOf entityRef={entityRef} /> : null;
}

function Waiting() {
  return (
    <Typography variant="body2" component="div" aria-hidden>
      <Skeleton width="80%" />
      <Skeleton width="60%" />
    </Typography>
  );
}
