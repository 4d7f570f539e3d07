import { ApiHolder } from '@backstage/core-plugin-api';
import { translationApiRef } from '@backstage/core-plugin-api/alpha';
import { sessionManagerTranslationRef } from './ref';
import { Translate } from './Translate';

/** The messages in the user's language, outside of components. */
export async function translationOf(apis: ApiHolder): Promise<Translate> {
  const api = apis.get(translationApiRef);
  if (!api) {
    throw new TypeError('The app has no translations.');
  }
  const snapshot = api.getTranslation(sessionManagerTranslationRef);
  if (snapshot.ready) {
    return snapshot.t;
  }
  return new Promise((resolve, reject) => {
    const subscription = api
      .translation$(sessionManagerTranslationRef)
      .subscribe({
        next: next => {
          if (next.ready) {
            resolve(next.t);
            subscription.unsubscribe();
          }
        },
        error: reject,
      });
  });
}
