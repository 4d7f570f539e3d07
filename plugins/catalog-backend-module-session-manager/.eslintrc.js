const { holdRooms } = require('../../eslint-rooms');

module.exports = require('@backstage/cli/config/eslint-factory')(
  __dirname,
  holdRooms(__dirname),
);
