import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import {
  FleetOddRole,
  FleetRole,
  FleetVariant,
} from 'backstage-plugin-session-manager-common';
import { StateMark } from '../components/role/StateMark';
import { listText } from '../translation/listText';
import { nameWithId } from '../translation/nameWithId';
import { sessionManagerTranslationRef } from '../translation/ref';
import { RoleLink } from '../components/role/RoleLink';

const useStyles = makeStyles((theme: Theme) => ({
  root: { listStyle: 'none', margin: 0, padding: 0 },
  variant: { margin: theme.spacing(2, 0, 3), overflowWrap: 'anywhere' },
  cell: {
    overflowWrap: 'anywhere',
    verticalAlign: 'top',
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(1) },
  },
  // Backstage breaks words anywhere.
  title: { wordBreak: 'normal' },
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
  const classes = useStyles();
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
              <TableCell key={column} className={classes.title}>
                {t(`fleet.variants.column.${column}`)}
              </TableCell>
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
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <TableRow hover>
      <TableCell
        component="th"
        scope="row"
        // Material UI makes it a cell like the others.
        role="rowheader"
        className={classes.cell}
      >
        {accountOf(role)}
        <div>
          <RoleLink role={role} />
        </div>
      </TableCell>
      <TableCell className={classes.cell}>
        <StateMark state={role.state} />
      </TableCell>
      <TableCell className={classes.cell}>
        {listText(
          differs.map(part => t(`fleet.variants.part.${part}`)),
          t,
        )}
      </TableCell>
    </TableRow>
  );
}

function accountOf({ accountId, accountName }: FleetRole): string {
  return nameWithId(accountId, accountName);
}
