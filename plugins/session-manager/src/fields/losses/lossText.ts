import { SpecLoss } from 'backstage-plugin-session-manager-common';
import { Translate } from '../../translation/Translate';

/** What a role would lose, with the label of its field. */
export function lossText({ field, value }: SpecLoss, t: Translate): string {
  const [name, inner] = field.split('.');
  switch (name) {
    case 's3':
      if (inner === 'kmsKeyArn') {
        return t('losses.field.bucket-key', { value });
      }
      return inner === 'bucketOwner'
        ? t('losses.field.bucket-owner', { value })
        : t('losses.field.s3', { value });
    case 'cloudWatchLogs':
    case 'kmsKeyArn':
    case 'permissionsBoundaryArn':
    case 'target':
    case 'roleTags':
    case 'policyTags':
      return t(`losses.field.${name}`, { value });
    default:
      return `${field}: ${value}`;
  }
}
