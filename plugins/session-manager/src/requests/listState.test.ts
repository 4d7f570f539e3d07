import { changed, listParams, listStateOf, ListState } from './listState';

const state: ListState = {
  view: 'to-approve',
  status: ['pending', 'failed'],
  approval: ['not-needed', 'break-glass'],
  q: 'pay & go',
  sort: { field: 'roleName', order: 'asc' },
  cursor: 'abc=',
};

describe('the address of a list of requests', () => {
  it('is read back as it was written', () => {
    expect(listStateOf(listParams(state))).toEqual(state);
  });

  it('is empty for the list that people see first', () => {
    const first = listStateOf(new URLSearchParams());
    expect(first).toMatchObject({ view: 'mine', status: [], q: '' });
    expect(listParams(first).toString()).toBe('');
  });

  it('leaves out what makes no sense', () => {
    const params = new URLSearchParams(
      'view=theirs&status=pending&status=lost&approval=luck&approval=rule&sort=owner:up',
    );
    expect(listStateOf(params)).toMatchObject({
      view: 'mine',
      status: ['pending'],
      approval: ['rule'],
      sort: { field: 'createdAt', order: 'desc' },
    });
  });

  it('goes back to the first page when the list becomes another', () => {
    expect(changed(state, { q: '' }).cursor).toBeUndefined();
    expect(changed(state, { cursor: 'def' }).cursor).toBe('def');
  });
});
