import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import {
  FleetOddRole,
  FleetRole,
  FleetVariant,
} from 'backstage-plugin-session-manager-common';
import { Cell, RowHeaderCell, TitleCell } from '../components/list/Cells';
import { StateMark } from '../components/role/StateMark';
import { listText } from '../translation/listText';
import { nameWithId } from '../translation/nameWithId';
import { sessionManagerTranslationRef } from '../translation/ref';
import { RoleLink } from '../components/role/RoleLink';

const useStyles = makeStyles((theme: Theme) => ({
  root: { listStyle: 'none', margin: 0, padding: 0 },
  variant: { margin: theme.spacing(2, 0, 3), overflowWrap: 'anywhere' },
}));

const COLUMNS = ['account', 'state', 'differs'] as const;

/** Roles of one name in several accounts, with those that differ from most. */
export function VariantList({
  variants,
}: {
  variants: readonly FleetVariant[];
}) {
  const classes = useStyles();
  return (
    <ul className={classes.root}>
      {variants.map(variant => (
        <li key={variant.roleName} className={classes.variant}>
          <Variant variant={variant} />
        </li>
      ))}
    </ul>
  );
}

function Variant({
  variant: { roleName, accounts, usual, odd },
}: {
  variant: FleetVariant;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <>
      <Typography variant="h6" component="h3" translate="no">
        {roleName}
      </Typography>
      <Typography variant="body2">
        {t('fleet.variants.usual', {
          count: usual.accounts,
          accounts,
          account: accountOf(usual.role),
        })}{' '}
        <StateMark state={usual.role.state} />
      </Typography>
      <Table
        size="small"
        aria-label={t('fleet.variants.odd', { name: roleName })}
      >
        <TableHead>
          <TableRow>
            {COLUMNS.map(column => (
              <TitleCell key={column}>
                {t(`fleet.variants.column.${column}`)}
              </TitleCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {odd.map(each => (
            <OddRow key={each.role.roleArn} odd={each} />
          ))}
        </TableBody>
      </Table>
    </>
  );
}

function OddRow({ odd: { role, differs } }: { odd: FleetOddRole }) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <TableRow hover>
      <RowHeaderCell>
        {accountOf(role)}
        <div>
          <RoleLink role={role} />
        </div>
      </RowHeaderCell>
      <Cell>
        <StateMark state={role.state} />
      </Cell>
      <Cell>
        {listText(
          differs.map(part => t(`fleet.variants.part.${part}`)),
          t,
        )}
      </Cell>
    </TableRow>
  );
}

function accountOf({ accountId, accountName }: FleetRole): string {
  return nameWithId(accountId, accountName);
}
