import { join } from 'node:path';
import { packageFolder } from '../folders';
import { InstallOptions, installVenv } from './installVenv';

/**
 * Makes sure that moto is installed, exactly as `requirements.txt` pins it,
 * and gives the path of the Python that has it.
 */
export function installMoto(options: InstallOptions): Promise<string> {
  const requirements = {
    file: join(packageFolder, 'requirements.txt'),
    name: 'the local AWS',
    what: 'moto, about 300 MB',
  };
  return installVenv(requirements, options);
}
