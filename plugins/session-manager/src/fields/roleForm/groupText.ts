import { shortenMiddle } from '../../components/shorten';
import { isSame } from '../../components/role/fillIn';
import { FormData } from '../../hooks/formSubject';
import { Translate } from '../../translation/Translate';
import { GroupName } from './groups';
import type { FieldTitles } from './RoleFormLayout';
import { listText } from '../../translation/listText';

interface Words {
  t: Translate;
  titles: FieldTitles;
  /** The fields of the group that the form has. */
  names: readonly string[];
}

/** The groups that follow from the session preferences. */
export type PreferredGroup = 's3' | 'cloudWatch' | 'key';

const PREFERRED: Record<
  PreferredGroup,
  (form: FormData, t: Translate) => string
> = {
  s3: s3Text,
  cloudWatch: ({ logToCloudWatch, logGroup }, t) =>
    logToCloudWatch === false
      ? t('roleForm.noLogs')
      : textOf(logGroup) || t('roleForm.anyLogGroup'),
  key: ({ kmsKeyArn }, t) =>
    shortenMiddle(textOf(kmsKeyArn)) || t('roleForm.none'),
};

const TEXTS: Record<
  Exclude<GroupName, PreferredGroup>,
  (form: FormData, words: Words) => string
> = {
  name: ({ roleName }, { t }) => textOf(roleName) || t('roleForm.noName'),
  advanced: (form, words) =>
    listText(
      words.names
        .filter(field => !isUsual(field, form[field]))
        .map(
          field =>
            `${words.titles.of(field)}: ${valueText(field, form[field], words)}`,
        ),
      words.t,
    ),
};

/** The values of a group in one line. */
export function groupText(
  group: GroupName,
  form: FormData,
  words: Words,
): string {
  return isPreferred(group)
    ? preferredText(group, form, words.t)
    : TEXTS[group](form, words);
}

/** The values of a group that follows from the session preferences. */
export function preferredText(
  group: PreferredGroup,
  form: FormData,
  t: Translate,
): string {
  return PREFERRED[group](form, t);
}

function isPreferred(group: GroupName): group is PreferredGroup {
  return group in PREFERRED;
}

function s3Text(form: FormData, t: Translate): string {
  const bucket = textOf(form.bucket);
  if (form.logToS3 === false) {
    return t('roleForm.noLogs');
  }
  if (!bucket) {
    return t('roleForm.noName');
  }
  const prefix = textOf(form.prefix);
  const key = textOf(form.bucketKmsKeyArn);
  const owner = textOf(form.bucketOwner);
  return listText(
    [
      prefix ? `${bucket}/${prefix}` : bucket,
      ...(key ? [t('roleForm.encrypted', { key: shortenMiddle(key) })] : []),
      ...(owner ? [t('roleForm.owner', { account: owner })] : []),
    ],
    t,
  );
}

const USUAL: FormData = {
  target: 'ec2',
  policyStyle: 'documented',
  policyType: 'managed',
  adopt: false,
};

function isUsual(field: string, value: unknown): boolean {
  return isSame(value, undefined) || isSame(value, USUAL[field]);
}

function valueText(
  field: string,
  value: unknown,
  { titles, t }: Words,
): string {
  if (value === true) {
    return '✓';
  }
  if (typeof value === 'object' && value !== null) {
    return listText(
      Object.entries(value).map(([key, text]) => `${key} = ${text}`),
      t,
    );
  }
  return shortenMiddle(titles.option(field, value));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
