import {
  changed,
  listParams,
  listStateOf,
  ListState,
  viewOf,
} from './listState';

const state: ListState = {
  view: 'to-approve',
  status: ['pending', 'failed'],
  approval: ['not-needed', 'break-glass'],
  accountId: '444455556666',
  q: 'pay & go',
  sort: { field: 'roleName', order: 'asc' },
  cursor: 'abc=',
};

describe('the URL of a list of requests', () => {
  it('can be parsed again', () => {
    expect(listStateOf(listParams(state))).toEqual(state);
  });

  it('has only the view for a list without filters', () => {
    const first = listStateOf(new URLSearchParams());
    expect(first).toMatchObject({ view: 'mine', status: [], q: '' });
    expect(listParams(first).toString()).toBe('view=mine');
  });

  it('ignores invalid parameters', () => {
    const params = new URLSearchParams(
      'view=theirs&status=pending&status=lost&approval=luck&approval=rule&sort=owner:up&account=prod',
    );
    expect(viewOf(params)).toBeUndefined();
    expect(listStateOf(params)).toMatchObject({
      view: 'mine',
      status: ['pending'],
      approval: ['rule'],
      accountId: undefined,
      sort: { field: 'createdAt', order: 'desc' },
    });
  });

  it('returns to the first page when the list changes', () => {
    expect(changed(state, { q: '' }).cursor).toBeUndefined();
    expect(changed(state, { cursor: 'def' }).cursor).toBe('def');
  });
});
