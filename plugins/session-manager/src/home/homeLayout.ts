import { CardLayout } from '@backstage/plugin-home-react';

/** The size of the card in a home page that people arrange themselves. */
export const HOME_LAYOUT: CardLayout = {
  width: { minColumns: 3, defaultColumns: 6 },
  height: { minRows: 3, defaultRows: 6 },
};
