// Where each property of a user comes from: what a filter scans and an object shows.
import Directory

/// A property of users: its name, and the column or fact it is made of.
///
/// The same table serves objects (`value`) and filters (`rowTest`), so a filter finds what an object would show.
public struct UserProperty {
  enum Source {
    /// A text column as it is.
    case text(Int)
    /// A text that is never null.
    case name(Int)
    case guid(Int)
    /// Made of an interned text.
    case term(Int, (LyncWorld, String?) -> LyncValue)
    case policies(String)
    /// Null counts as false.
    case flag(Int)
    case optionalFlag(Int)
    case date(Int)
    case fact((LyncWorld) -> LyncValue)
  }

  /// As Get-CsUser prints it.
  public let name: String
  let source: Source

  init?(named name: String) {
    guard let known = UserProperty.byName[name.lowercased()] else { return nil }
    self = known
  }
  private init(_ name: String, _ source: Source) {
    self.name = name
    self.source = source
  }

  func value(_ world: LyncWorld, _ user: User) -> LyncValue {
    switch source {
    case .text(let column): return .optional(user.store.text(User.table, user.row, column))
    case .name(let column): return .string(user.text(column))
    case .guid(let column): return user.store.text(User.table, user.row, column).map(LyncValue.guid) ?? .null
    case .term(let column, let body): return body(world, user.store.text(User.table, user.row, column))
    case .policies(let kind): return PolicyList.printed(kind, in: user.policies)
    case .flag(let column): return .bool(user.flag(column))
    case .optionalFlag(let column): return .optional(user.cell(column).flag)
    case .date(let column): return .date(user.int(column))
    case .fact(let body): return body(world)
    }
  }

  /// The pool a property depends on besides the user's own row; such values are told apart by `home` alone.
  public var dependsOnHome: Bool {
    if case .term(UserProperty.home, _) = source { return true }
    return false
  }

  /// The value for users of a home, for properties that depend on it.
  public func value(_ world: LyncWorld, home: String?) -> LyncValue {
    if case .term(_, let body) = source { return body(world, home) }
    return .null
  }

  // MARK: Filters

  func rowTest(_ world: LyncWorld, _ operation: PropertyTest.Operation, _ wanted: String?) -> RowTest {
    func holds(_ value: LyncValue) -> Bool { PropertyTest.compare(value, operation, wanted) }
    switch source {
    case .text(let column), .name(let column), .guid(let column): return UserProperty.textTest(column, operation, wanted)
    case .term(let column, let body): return .term(column) { holds(body(world, $0)) }
    case .policies(let kind): return .list(User.policies.number) { holds(PolicyList.printed(kind, in: $0 ?? [])) }
    case .flag(let column): return .flag(column) { holds(.bool($0 ?? false)) }
    case .optionalFlag(let column): return .flag(column) { holds(.optional($0)) }
    case .date(let column):
      guard let wanted, let other = Calendar.seconds(any: wanted) else { return .int(column) { holds(.date($0 ?? 0)) } }
      return .int(column) { PropertyTest.ordered(($0 ?? 0) < other ? -1 : ($0 ?? 0) > other ? 1 : 0, operation) }
    case .fact(let body): return .constant(holds(body(world)))
    }
  }

  private static func textTest(_ column: Int, _ operation: PropertyTest.Operation, _ wanted: String?) -> RowTest {
    let ifNull = PropertyTest.compare(.null, operation, wanted)
    func generic(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool { PropertyTest.compare(.string(String(decoding: bytes, as: UTF8.self)), operation, wanted) }
    guard let wanted, !ifNull || operation == .ne || operation == .notlike else { return .text(column, ifNull: ifNull, generic) }
    switch operation {
    case .eq: return .equals(column, wanted)
    case .ne: return .not(.equals(column, wanted))
    case .like: return .text(column, ifNull: ifNull, Wildcard(wanted).bytesTest)
    case .notlike:
      let test = Wildcard(wanted).bytesTest
      return .text(column, ifNull: ifNull) { !test($0) }
    default: return .text(column, ifNull: ifNull, generic)
    }
  }

  // MARK: The table

  private static let home = 18

  private static let byName: [String: UserProperty] = {
    var table: [String: UserProperty] = [:]
    for property in all { table[property.name.lowercased()] = property }
    return table
  }()

  private static let all: [UserProperty] = [
    UserProperty("SamAccountName", .name(4)), UserProperty("UserPrincipalName", .name(5)), UserProperty("FirstName", .name(6)),
    UserProperty("LastName", .name(7)), UserProperty("WindowsEmailAddress", .name(14)), UserProperty("Sid", .name(2)),
    UserProperty("LineServerURI", .text(25)), UserProperty("AudioVideoDisabled", .flag(21)), UserProperty("IPPBXSoftPhoneRoutingEnabled", .flag(23)),
    UserProperty("RemoteCallControlTelephonyEnabled", .flag(22)), UserProperty("PrivateLine", .text(24)), UserProperty("HostedVoiceMail", .optionalFlag(26)),
    UserProperty("DisplayName", .name(8)), UserProperty("HomeServer", .term(home) { .optional($0.homeServerDn($1)) }),
    UserProperty("EnabledForFederation", .flag(28)), UserProperty("EnabledForInternetAccess", .flag(29)), UserProperty("PublicNetworkEnabled", .flag(30)),
    UserProperty("EnterpriseVoiceEnabled", .flag(20)), UserProperty("EnabledForRichPresence", .flag(31)),
    UserProperty("ExchangeArchivingPolicy", .term(27) { _, text in
      .enumeration(type: "Microsoft.Rtc.Management.ADConnect.Schema.ExchangeArchivingPolicyOptionsEnum", member: text.flatMap { $0.isEmpty ? nil : $0 } ?? "Uninitialized")
    }),
    UserProperty("LineURI", .text(19)), UserProperty("SipAddress", .text(16)), UserProperty("Enabled", .optionalFlag(17)),
    UserProperty("TenantId", .fact { _ in .guid("00000000-0000-0000-0000-000000000000") }), UserProperty("UserRoutingGroupId", .guid(32)),
    UserProperty("RegistrarPool", .term(home) { .optional($0.registrarPool(home: $1)) }),
    UserProperty("HostingProvider", .term(home) { $0.isLyncPool($1) ? .string("SRV:") : .null }), UserProperty("ExUmEnabled", .fact { _ in .bool(false) }),
    UserProperty("Name", .name(3)), UserProperty("DistinguishedName", .name(0)), UserProperty("Identity", .name(0)), UserProperty("Guid", .guid(1)),
    UserProperty("ObjectCategory", .fact { .string("CN=Person,CN=Schema,CN=Configuration,\($0.rootDn)") }),
    UserProperty("ObjectClass", .fact { _ in .strings(["top", "person", "organizationalPerson", "user"]) }),
    UserProperty("WhenChanged", .date(36)), UserProperty("WhenCreated", .date(35)), UserProperty("OriginatingServer", .fact { .string("dc1." + $0.forest.name) }),
    UserProperty("IsValid", .fact { _ in .bool(true) }),
    UserProperty("ObjectState", .fact { _ in .enumeration(type: "Microsoft.Rtc.Management.ADConnect.Core.ObjectState", member: "Unchanged") }),
    UserProperty("OriginatorSid", .fact { _ in .null }), UserProperty("TargetServerIfMoving", .fact { _ in .null }), UserProperty("TargetRegistrarPool", .fact { _ in .null }),
    UserProperty("Title", .text(9)), UserProperty("Department", .name(10)), UserProperty("Company", .text(11)), UserProperty("Office", .text(12)), UserProperty("Phone", .text(13)),
  ] + PolicyKinds.all.map { UserProperty($0, .policies($0)) }

  /// In the order users show them.
  public static let ofUser: [UserProperty] = Shapes.user.properties.compactMap { byName[$0.lowercased()] }
  static let ofAdUser: [UserProperty] = Shapes.adUser.properties.compactMap { byName[$0.lowercased()] }
}

extension PropertyTest {
  /// The condition on the columns of users.
  func rowTest(_ world: LyncWorld) -> RowTest {
    switch self {
    case .compare(let property, let operation, let value):
      return UserProperty(named: property)?.rowTest(world, operation, value) ?? .constant(false)
    case .not(let inner): return .not(inner.rowTest(world))
    case .and(let left, let right): return .and(left.rowTest(world), right.rowTest(world))
    case .or(let left, let right): return .or(left.rowTest(world), right.rowTest(world))
    }
  }
}

extension LyncWorld {
  func object(_ user: User) -> LyncObject { LyncObject(Shapes.user, UserProperty.ofUser.map { $0.value(self, user) }) }

  func adObject(_ user: User) -> LyncObject { LyncObject(Shapes.adUser, UserProperty.ofAdUser.map { $0.value(self, user) }) }

  /// The Registrar pool a user shows: an OCS home only counts once its pool is published (domain 1.4.8).
  func registrarPool(home: String?) -> String? {
    guard let home else { return nil }
    return service("Registrar", on: home) == nil ? nil : home
  }
  func registrarPool(of user: User) -> String? { registrarPool(home: user.home) }
}
