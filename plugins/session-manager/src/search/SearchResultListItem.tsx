import { ReactNode } from 'react';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  ResultHighlight,
  SearchDocument,
} from '@backstage/plugin-search-common';
import { HighlightedSearchResultText } from '@backstage/plugin-search-react';
import Chip from '@material-ui/core/Chip';
import ListItemIcon from '@material-ui/core/ListItemIcon';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { sessionManagerTranslationRef } from '../translation/ref';
import { ConnectLink } from './ConnectLink';
import { documentFacts } from './documentFacts';

/**
 * The properties of the search result of a service. The search sets all but the
 * icon and the number of lines.
 *
 * @public
 */
export interface SessionManagerSearchResultListItemProps {
  /** The icon beside the result. */
  icon?: ReactNode;
  /** The number of lines of the description. Default: all. */
  lineClamp?: number;
  /** The entity that was found. */
  result?: SearchDocument;
  /** The matches in its title and description. */
  highlight?: ResultHighlight;
  /** Its place among the results. */
  rank?: number;
  /** Whether clicks are not reported to analytics. */
  noTrack?: boolean;
}

const useStyles = makeStyles((theme: Theme) => ({
  item: { display: 'flex', width: '100%' },
  content: {
    flex: 1,
    minWidth: 0,
    // As in the catalog's results.
    marginTop: theme.spacing(0.75),
    overflowWrap: 'anywhere',
  },
  heading: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    columnGap: theme.spacing(2),
  },
  text: {
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    overflow: 'hidden',
    marginBottom: theme.spacing(2),
  },
  // A long value does not make the chip wider than the list.
  fact: { maxWidth: '100%' },
}));

/**
 * A search result as the catalog shows it, with a link to the nodes of the service.
 * It reads no roles: whether the person may see them, the page with the nodes says.
 */
export function SearchResultListItem(
  props: SessionManagerSearchResultListItemProps,
) {
  const { icon, lineClamp, result, highlight, noTrack } = props;
  const classes = useStyles();
  if (!result) {
    return null;
  }
  return (
    <div className={classes.item}>
      {icon && <ListItemIcon>{icon}</ListItemIcon>}
      <div className={classes.content}>
        <div className={classes.heading}>
          <Typography variant="h6" component="span">
            {/* The list reports clicks on the result itself. */}
            <Link noTrack to={result.location}>
              <Matches text="title" result={result} highlight={highlight} />
            </Link>
          </Typography>
          <ConnectLink service={result} noTrack={noTrack} />
        </div>
        {/* In the primary color: the page's background lacks contrast to others. */}
        <Typography
          className={classes.text}
          style={{ WebkitLineClamp: lineClamp }}
          variant="body2"
        >
          <Matches text="text" result={result} highlight={highlight} />
        </Typography>
        <Facts result={result} />
      </div>
    </div>
  );
}

/** A text of a result, with the matches marked. */
function Matches({
  text,
  result,
  highlight,
}: {
  text: 'title' | 'text';
  result: SearchDocument;
  highlight?: ResultHighlight;
}) {
  const marked = highlight?.fields[text];
  if (!highlight || !marked) {
    return <>{result[text]}</>;
  }
  const { preTag, postTag } = highlight;
  return (
    <HighlightedSearchResultText
      text={marked}
      preTag={preTag}
      postTag={postTag}
    />
  );
}

function Facts({ result }: { result: SearchDocument }) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <>
      {documentFacts(result).map(({ name, value }) => (
        <Chip
          key={name}
          className={classes.fact}
          size="small"
          label={t(`search.${name}`, { value })}
        />
      ))}
    </>
  );
}
