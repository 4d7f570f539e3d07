import { ReactNode, useCallback } from 'react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi, useApiHolder } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { appTreeApiRef } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { PortalText } from '../components/PortalText';
import { NoForms } from '../components/role/NoForms';
import { roleTemplates, templateParams } from '../components/role/templateForm';
import { Section } from '../components/Section';
import { useQuery } from '../hooks/useQuery';
import { listText } from '../translation/listText';
import { sessionManagerTranslationRef } from '../translation/ref';
import { Translate } from '../translation/Translate';
import { AppExtension, appExtensions } from './appExtensions';

const useStyles = makeStyles((theme: Theme) => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    padding: theme.spacing(1, 0),
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
  },
}));

/** What this app shows of the plugin, and why not the rest. */
export function AppSection() {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  // Only apps on the new frontend system have it.
  const app = useApiHolder().get(appTreeApiRef);
  return (
    <Section title={t('notShown.app.title')}>
      {app ? (
        <Extensions extensions={appExtensions(app.getTree().tree)} />
      ) : (
        <OldSystem />
      )}
      <NoForms />
    </Section>
  );
}

function OldSystem() {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <>
      <Typography variant="body2">{t('notShown.app.oldSystem')}</Typography>
      <Typography variant="body2">{t('notShown.app.entities')}</Typography>
      <MissingTemplates
        users={Object.values(roleTemplates({})).map(template => ({
          template,
          name: t('notShown.app.name.card'),
        }))}
      />
    </>
  );
}

function Extensions({ extensions }: { extensions: readonly AppExtension[] }) {
  const classes = useStyles();
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const shown = extensions.filter(({ hidden }) => !hidden);
  const names = shown.map(extension => nameText(extension, t));
  return (
    <>
      <Typography variant="body2">
        {t('notShown.app.shown', { names: listText(names, t) })}
      </Typography>
      <ul className={classes.list}>
        {extensions.map(extension => {
          const remark = remarkOn(extension, t);
          return remark ? (
            <li key={extension.id} className={classes.item}>
              <Typography variant="subtitle2" component="h4">
                {nameText(extension, t)}
              </Typography>
              <Typography variant="body2">{remark}</Typography>
            </li>
          ) : null;
        })}
      </ul>
      <MissingTemplates
        users={shown.flatMap(extension =>
          extension.config.templates.map(template => ({
            template,
            name: nameText(extension, t),
          })),
        )}
      />
    </>
  );
}

function nameText({ name: { key, name } }: AppExtension, t: Translate) {
  return t(`notShown.app.name.${key}`, { name });
}

/** Those that are shown on the pages of some entities only. */
const ON_ENTITIES: readonly string[] = ['card', 'tab', 'connect'];

/** Why an extension is not shown, or not everywhere. */
function remarkOn(
  { id, name, hidden, place, config: { filter } }: AppExtension,
  t: Translate,
): ReactNode {
  if (hidden) {
    return t(`notShown.app.${hidden}`, { id, place });
  }
  if (name.key === 'templateFilter') {
    return t('notShown.app.templateFilter');
  }
  if (!ON_ENTITIES.includes(name.key)) {
    return undefined;
  }
  return filter
    ? t('notShown.app.filter', { filter: JSON.stringify(filter) })
    : t('notShown.app.noFilter');
}

/** The templates that buttons open and that the catalog does not have. */
function MissingTemplates({
  users,
}: {
  users: ReadonlyArray<{ template: string; name: string }>;
}) {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  const catalog = useApi(catalogApiRef);
  const key = [...new Set(users.map(({ template }) => template))].join(' ');
  const load = useCallback(async () => {
    const templates = key.split(' ').filter(Boolean);
    const { items } = await catalog.getEntitiesByRefs({
      entityRefs: templates.map(refOf),
      fields: ['kind'],
    });
    return templates.filter((_, index) => !items[index]);
  }, [catalog, key]);
  const { known: missing = [], problem } = useQuery(load);
  return (
    <>
      {problem && (
        <Typography variant="body2">
          {t('notShown.app.templatesUnknown', {
            detail: <PortalText text={problem.detail} />,
          })}
        </Typography>
      )}
      {missing.map(template => (
        <Typography key={template} variant="body2" role="note">
          {t('notShown.app.template', {
            template,
            names: listText(
              [
                ...new Set(
                  users
                    .filter(user => user.template === template)
                    .map(({ name }) => name),
                ),
              ],
              t,
            ),
          })}
        </Typography>
      ))}
    </>
  );
}

function refOf(template: string): string {
  const { namespace, templateName: name } = templateParams(template);
  return stringifyEntityRef({ kind: 'template', namespace, name });
}
