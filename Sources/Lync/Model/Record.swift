/// A typed handle on one row of one table.
///
/// Reading gives values, copied out; writing goes into the running transaction. Each record type lists its columns in
/// the order of its table: `schema` names them, the computed properties type them; static keys stand for those that rows are looked for by.
import Directory

protocol Record {
  static var table: Int { get }
  static var schema: TableSchema { get }
  var store: Store { get }
  var row: Row { get }
  init(store: Store, row: Row)
}

/// The number of a column, typed by its record.
struct Key<R: Record> {
  let number: Int
  init(_ number: Int) { self.number = number }
}

extension Record {
  func cell(_ column: Int) -> Cell { store.cell(Self.table, row, column) }
  func text(_ column: Int) -> String { store.text(Self.table, row, column) ?? "" }
  func flag(_ column: Int) -> Bool { cell(column).flag ?? false }
  func int(_ column: Int) -> Int { cell(column).int ?? 0 }
  func list(_ column: Int) -> [String] { cell(column).list ?? [] }
  func set(_ column: Int, _ value: Cell) { store.set(Self.table, row, column, value) }

  /// Whether the row still exists.
  var exists: Bool { store.isAlive(Self.table, row) }

  func delete() { store.delete(Self.table, row) }

  func isSame(_ other: Self) -> Bool { row == other.row }
}

/// The tables of a forest in the order of their numbers.
enum Tables {
  static let schemas: [TableSchema] = [
    Forest.schema,
    CmsChange.schema,
    SipDomain.schema,
    LegacySipDomain.schema,
    Site.schema,
    Pool.schema,
    Machine.schema,
    Service.schema,
    Application.schema,
    LegacyPool.schema,
    TrustedService.schema,
    Contact.schema,
    User.schema,
    Meeting.schema,
    Content.schema,
    Host.schema,
    HostService.schema,
    Instance.schema,
    ConferenceDirectory.schema,
    Policy.schema,
    LegacyPolicy.schema,
    ReplicationRequest.schema,
    InjectedFault.schema,
  ]
}

extension Store {
  func all<R: Record>(_ type: R.Type = R.self) -> [R] { rows(R.table).map { R(store: self, row: $0) } }

  func all<R: Record>(_ key: Key<R>, _ value: String) -> [R] {
    rows(R.table, where: key.number, equals: value).map { R(store: self, row: $0) }
  }

  func first<R: Record>(_ key: Key<R>, _ value: String) -> R? {
    firstRow(R.table, where: key.number, equals: value).map { R(store: self, row: $0) }
  }

  func add<R: Record>(_ type: R.Type = R.self) -> R { R(store: self, row: insert(R.table)) }
}
