import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import {
  ConnectNode,
  EntityConnect,
} from 'backstage-plugin-session-manager-common';
import { ConnectButton } from '../connect/ConnectButton';
import { NodeState } from '../connect/NodeState';
import { ProblemNotice } from '../components/ProblemNotice';
import { useConnect } from '../hooks/useConnect';
import { sessionManagerTranslationRef } from '../translation/ref';
import { NodeName } from './NodeName';
import { PortalText } from '../components/PortalText';
import { listText } from '../translation/listText';

const useStyles = makeStyles((theme: Theme) => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  node: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'flex-start',
    gap: theme.spacing(0.5, 2),
    padding: theme.spacing(1, 0),
    borderBottom: `1px solid ${theme.palette.divider}`,
    overflowWrap: 'anywhere',
    '&:last-child': { borderBottom: 'none' },
  },
  text: { flex: '1 1 14rem', minWidth: 0 },
}));

/** Where nodes are that are listed elsewhere. */
export interface ListedNodes {
  accountId: string;
  region: string;
  nodeIds: readonly string[];
}

/** The nodes of a service, each with how to connect to it. */
export function ServiceNodes({
  entityRef,
  checks,
  listed,
}: {
  entityRef: string;
  /** How often someone has checked again. */
  checks?: number;
  /** Nodes that are left out. */
  listed?: ListedNodes;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const { known, problem } = useConnect(entityRef, checks);
  if (problem && (!known || problem.kind === 'not-allowed')) {
    return <ProblemNotice problem={problem} />;
  }
  if (!known) {
    return (
      <div role="status" aria-label={t('connect.loadingNodes')}>
        <Skeleton height={56} />
        <Skeleton height={56} />
      </div>
    );
  }
  const nodes = known.nodes.filter(node => !isListed(node, listed));
  return (
    <>
      {nodes.length > 0 ? (
        <NodeList nodes={nodes} entityRef={entityRef} />
      ) : (
        <Typography variant="body2">
          {t(noneText(known, listed), known.tag)}
        </Typography>
      )}
      <Incomplete known={known} />
    </>
  );
}

function isListed(node: ConnectNode, listed: ListedNodes | undefined): boolean {
  return (
    listed !== undefined &&
    node.accountId === listed.accountId &&
    node.region === listed.region &&
    listed.nodeIds.includes(node.nodeId)
  );
}

function noneText({ nodes, incomplete }: EntityConnect, listed?: ListedNodes) {
  if (incomplete.length > 0) {
    return 'connect.noneRead';
  }
  return listed && nodes.length > 0 ? 'connect.noOthers' : 'connect.none';
}

function NodeList({
  nodes,
  entityRef,
}: {
  nodes: readonly ConnectNode[];
  entityRef: string;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <ul className={classes.list} aria-label={t('connect.nodes')}>
      {nodes.map(node => {
        const { accountId, region, nodeId, name } = node;
        return (
          <li key={`${accountId} ${region} ${nodeId}`} className={classes.node}>
            <div className={classes.text}>
              <NodeName name={name} nodeId={nodeId} />
              <NodeState node={node} />
            </div>
            <ConnectButton
              subject={{ entityRef, accountId, region, nodeId, name }}
            />
          </li>
        );
      })}
    </ul>
  );
}

/** Why nodes may be missing from the list. */
function Incomplete({
  known: { incomplete, isNameShared, tag },
}: {
  known: EntityConnect;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <>
      {isNameShared && (
        <Typography variant="body2">{t('picker.nameShared', tag)}</Typography>
      )}
      {incomplete.map(({ accountId, accountName, region, fault }) => (
        <Typography key={`${accountId} ${region}`} variant="body2">
          {t('connect.incomplete', {
            place: listText(
              [accountName ?? accountId, region ?? ''].filter(Boolean),
              t,
            ),
            message: <PortalText text={fault.message} />,
          })}{' '}
          <PortalText text={fault.hint} />
        </Typography>
      ))}
    </>
  );
}
