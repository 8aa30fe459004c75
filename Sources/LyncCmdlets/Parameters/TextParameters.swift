/// Parameter types of the Lync cmdlets that are text with a meaning: identities, FQDNs, limits.
///
/// Each has the .NET name the reference gives it; the binder makes it of any text, and of objects that say what they are
/// called (a piped user is its Identity). Free-standing bags of properties are refused, so that they bind by property name.
import Engine

protocol TextParameter: ParameterValue {
  static var typeName: String { get }
  var text: String { get }
  init(_ text: String)
}

extension TextParameter {
  public static var netType: NetType {
    let type = TypeTable.get(typeName)
    if type.converter == nil {
      type.converter = { value, context in
        if case .object(let object) = value, object.wrapped == nil, object.textForm == nil { return nil }
        if value.arrayValue != nil { return nil }
        return .str(Conversion.toString(value, context ?? ExecutionContext.current))
      }
    }
    return type
  }
  public static var absent: Self { Self("") }
  public static func from(_ value: Value, _ context: ExecutionContext) throws -> Self { Self(Conversion.toString(value, context)) }
}

/// A user or contact: SIP address, UPN, `domain\logon`, display name or DN.
struct UserIdentity: TextParameter {
  static let typeName = "Microsoft.Rtc.Management.AD.UserIdParameter"
  let text: String
  init(_ text: String) { self.text = text }
}

/// A fully qualified domain name.
struct Fqdn: TextParameter {
  static let typeName = "Microsoft.Rtc.Management.Deploy.Fqdn"
  let text: String
  init(_ text: String) { self.text = text }
}

/// `Site:Redmond`, `Registrar:pool13.contoso.com`, or a bare FQDN or name.
struct XdsIdentity: TextParameter {
  static let typeName = "Microsoft.Rtc.Management.Xds.XdsGlobalRelativeIdentity"
  let text: String
  init(_ text: String) { self.text = text }
}

/// `Global`, `Site:Redmond`, `Tag:Sales`: the scope of a policy or of settings.
struct ScopeIdentity: TextParameter {
  static let typeName = "Microsoft.Rtc.Management.Xds.XdsIdentity"
  let text: String
  init(_ text: String) { self.text = text }
}

/// `<pool FQDN>/urn:application:<id>`.
struct ApplicationIdentity: TextParameter {
  static let typeName = "Microsoft.Rtc.Management.Xds.ExternalApplicationIdentity"
  let text: String
  init(_ text: String) { self.text = text }

  /// Pool and application id; the prefix of the id may be left out.
  var parts: (pool: String, id: String)? {
    guard let slash = text.firstIndex(of: "/") else { return nil }
    let pool = String(text[..<slash]), id = String(text[text.index(after: slash)...])
    return pool.isEmpty || id.isEmpty ? nil : (pool, id)
  }
}

/// An organizational unit by DN.
struct OUIdentity: TextParameter {
  static let typeName = "Microsoft.Rtc.Management.AD.OUIdParameter"
  let text: String
  init(_ text: String) { self.text = text }
}

/// `-ResultSize`: a number, or `Unlimited`.
struct ResultLimit: TextParameter {
  static let typeName = "Microsoft.Rtc.Management.ADConnect.Core.Unlimited`1[System.UInt32]"
  let text: String
  init(_ text: String) { self.text = text }

  /// Nil = no limit.
  func count(_ shell: Invocation) throws -> Int? {
    if text.isEmpty || text.lowercased() == "unlimited" { return nil }
    guard let number = Int(text), number >= 0 else {
      throw shell.terminating("ResultSize", .invalidArgument, "\"\(text)\" is not a valid result size. Use a number or Unlimited.", exception: "System.ArgumentException", target: .str(text))
    }
    return number
  }
}

/// A port or a number of ports.
struct PortNumber: ParameterValue {
  let number: Int
  static var netType: NetType { TypeTable.ushort }
  static var absent: PortNumber { PortNumber(number: 0) }
  static func from(_ value: Value, _ context: ExecutionContext) throws -> PortNumber { PortNumber(number: Int(try Conversion.toInt64(value))) }
}

enum ExchangeArchivingPolicyOptions: String, ParameterEnum {
  static let typeName = "Microsoft.Rtc.Management.ADConnect.Schema.ExchangeArchivingPolicyOptionsEnum"
  case uninitialized = "Uninitialized", useLync = "UseLyncArchivingPolicy", noArchiving = "NoArchiving", exchange = "ArchivingToExchange"
}

enum AddressType: String, ParameterEnum {
  static let typeName = "Microsoft.Rtc.Management.AD.Cmdlets.AddressType"
  case firstLastName = "FirstLastName", emailAddress = "EmailAddress", userPrincipalName = "UserPrincipalName", samAccountName = "SamAccountName"
}
