import { DeletionPreview } from '../schema/openapi/generated/models/DeletionPreview.model';

/**
 * What a run would delete in an account, and what would stay.
 *
 * @public
 */
export type FoundDeletion = Omit<
  Extract<DeletionPreview, { status: 'found' }>,
  'accountId' | 'accountName'
>;
