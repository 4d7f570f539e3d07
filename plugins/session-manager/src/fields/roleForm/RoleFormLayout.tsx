import { Fragment, ReactNode } from 'react';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { GroupLine } from './GroupLine';
import { GroupName, groupOf } from './groups';
import { PreferencesNotice } from './PreferencesNotice';
import { RegionChoice } from './RegionChoice';
import { RoleNotice } from './RoleNotice';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'grid',
    gap: theme.spacing(3),
    [theme.breakpoints.up('lg')]: {
      gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)',
    },
  },
  fields: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2.5),
    minWidth: 0,
  },
  preview: {
    minWidth: 0,
    [theme.breakpoints.up('lg')]: {
      alignSelf: 'start',
      position: 'sticky',
      top: theme.spacing(2),
    },
  },
}));

/** The fields that stand beside the others, in this order. */
const BESIDE = ['losses', 'preview'];

/** A field, rendered by the scaffolder's form. */
interface RenderedField {
  name: string;
  content: ReactNode;
}

/** The part of the properties of an RJSF object template that is used here. */
interface LayoutProps {
  description?: string;
  properties: RenderedField[];
  schema: {
    properties?: Record<string, { title?: string; enum?: unknown[] }>;
  };
  uiSchema?: Record<string, { 'ui:enumNames'?: string[] } | undefined>;
  errorSchema?: Record<string, { __errors?: string[] } | undefined>;
}

/**
 * The fields of the page: what only people know is asked, what was filled in is
 * shown in one line for each group, and the preview stands beside them.
 */
export function RoleFormLayout(props: LayoutProps) {
  const classes = useStyles();
  const { description, properties } = props;
  const beside = BESIDE.flatMap(
    name => properties.find(field => field.name === name) ?? [],
  );
  return (
    <>
      {description && (
        <Typography variant="body2" gutterBottom>
          {description}
        </Typography>
      )}
      <div className={classes.root}>
        <div className={classes.fields}>
          {entriesOf(properties).map(entry => (
            <Entry key={entry.key} entry={entry} form={props} />
          ))}
        </div>
        {beside.length > 0 && (
          <div className={classes.preview}>
            {beside.map(({ name, content }) => (
              <Fragment key={name}>{content}</Fragment>
            ))}
          </div>
        )}
      </div>
    </>
  );
}

type LayoutEntry =
  | { key: string; field: RenderedField }
  | { key: string; group: GroupName; fields: RenderedField[] };

/** Each group stands where its first field is. */
function entriesOf(properties: readonly RenderedField[]): LayoutEntry[] {
  const entries: LayoutEntry[] = [];
  for (const field of properties) {
    const group = groupOf(field.name);
    const open = entries.find(({ key }) => key === group);
    if (open && 'fields' in open) {
      open.fields.push(field);
    } else if (group) {
      entries.push({ key: group, group, fields: [field] });
    } else if (!BESIDE.includes(field.name)) {
      entries.push({ key: field.name, field });
    }
  }
  return entries;
}

function Entry({ entry, form }: { entry: LayoutEntry; form: LayoutProps }) {
  if ('group' in entry) {
    return (
      <GroupLine
        group={entry.group}
        fields={entry.fields}
        titles={titlesOf(form)}
        hasErrors={entry.fields.some(
          ({ name }) => form.errorSchema?.[name]?.__errors?.length,
        )}
      >
        {entry.group === 'name' && (
          <RoleNotice
            hasAdopt={form.properties.some(({ name }) => name === 'adopt')}
          />
        )}
      </GroupLine>
    );
  }
  switch (entry.field.name) {
    case 'accountId':
      return (
        <div>
          {entry.field.content}
          <PreferencesNotice />
        </div>
      );
    case 'region':
      return <RegionChoice />;
    default:
      return <div>{entry.field.content}</div>;
  }
}

/** The titles of the fields, and of the options of each. */
export interface FieldTitles {
  of(field: string): string;
  option(field: string, value: unknown): string;
}

function titlesOf({ schema, uiSchema = {} }: LayoutProps): FieldTitles {
  const { properties = {} } = schema;
  return {
    of: field => properties[field]?.title ?? field,
    option(field, value) {
      const index = properties[field]?.enum?.indexOf(value) ?? -1;
      return uiSchema[field]?.['ui:enumNames']?.[index] ?? String(value);
    },
  };
}
