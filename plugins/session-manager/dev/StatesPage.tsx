import { Content, Link } from '@backstage/core-components';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { Navigate, Route, Routes, useParams } from 'react-router-dom';
import { FakeApis } from './FakeApis';
import { SCREENS } from './screens';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'grid',
    gridTemplateColumns: '14rem minmax(0, 1fr)',
    gap: theme.spacing(3),
  },
  list: { listStyle: 'none', margin: 0, paddingLeft: theme.spacing(1) },
}));

/** Each screen of the plugin in each of its states, from a fake portal. */
export function StatesPage() {
  const [[name, { states }]] = Object.entries(SCREENS);
  const [state] = Object.keys(states);
  return (
    <Routes>
      <Route path=":screen/:state/*" element={<ScreenInState />} />
      <Route path="*" element={<Navigate to={`${name}/${state}`} replace />} />
    </Routes>
  );
}

function ScreenInState() {
  const classes = useStyles();
  const { screen: name = '', state: stateName = '' } = useParams();
  const screen = SCREENS[name];
  const state = screen?.states[stateName];
  return (
    <Content>
      <div className={classes.root}>
        <StateList />
        <main id="state">
          {state ? (
            <FakeApis key={`${name} ${stateName}`} state={state}>
              <div style={{ maxWidth: screen.width }}>{screen.element}</div>
            </FakeApis>
          ) : (
            <Typography role="alert">There is no such state.</Typography>
          )}
        </main>
      </div>
    </Content>
  );
}

function StateList() {
  const classes = useStyles();
  return (
    <nav aria-label="States">
      {Object.entries(SCREENS).map(([screen, { title, states, address }]) => (
        <section key={screen}>
          <Typography variant="subtitle2">{title}</Typography>
          <ul className={classes.list}>
            {Object.keys(states).map(state => (
              <li key={state}>
                <Link to={`/states/${screen}/${state}${address ?? ''}`}>
                  {state}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}
