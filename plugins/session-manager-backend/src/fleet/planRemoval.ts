/** A stored role of an account. */
export interface StoredRole {
  roleArn: string;
  /** Whether the previous complete scan did not see it. */
  missing: boolean;
}

/** What a complete scan means for the stored roles of its account. */
export interface RoleRemoval {
  /** The roles to remove. */
  gone: string[];
  /** The roles to keep until the next complete scan does not see them either. */
  doubtful: string[];
  /** Roles that the previous complete scan did not see, and this one did. */
  back: string[];
}

/**
 * Decides which roles a complete scan removes. If more than a share of them is
 * missing, the answer of AWS is doubted, and they are kept until the next
 * complete scan agrees. What was doubted is stored with each role, so a scan
 * that is rejected or killed in between changes nothing about it.
 */
export function planRemoval(
  stored: readonly StoredRole[],
  seen: ReadonlySet<string>,
  { maxShare }: { maxShare: number },
): RoleRemoval {
  const arns = (roles: readonly StoredRole[]) =>
    roles.map(({ roleArn }) => roleArn);
  const missing = stored.filter(({ roleArn }) => !seen.has(roleArn));
  const [again, newly] = [true, false].map(before =>
    missing.filter(role => role.missing === before),
  );
  const isDoubtful = newly.length > stored.length * maxShare;
  return {
    gone: arns(isDoubtful ? again : missing),
    doubtful: isDoubtful ? arns(newly) : [],
    back: arns(
      stored.filter(({ roleArn, missing: was }) => was && seen.has(roleArn)),
    ),
  };
}
