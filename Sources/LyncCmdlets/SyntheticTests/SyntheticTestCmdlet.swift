/// Synthetic transactions (`Test-CsRegistration`, `Test-CsIM` …): one implementation, parameters from `tests.txt`.
///
/// The file holds a cmdlet a block: noun and the Windows service that must run; then a line a parameter set (`*` = default)
/// with its parameters: `!` mandatory, `/` aliases, `@` position, `:` type. A test calls nothing; it asks whether the pool,
/// the service and the users named could do what is tested. Failure is an object, not an error.
/// - Source: S11.
import Directory
import Engine
import Lync

struct SyntheticTestCmdlet {
  /// One cmdlet of the file.
  final class Definition {
    struct Item { var name: String, type: String, aliases: [String], sets: [InSet] }
    let noun: String
    let service: String
    var defaultSet: String?
    var items: [Item] = []

    init(_ header: [String]) {
      noun = header[0]
      service = header.count > 1 ? header[1] : "RTCSRV"
    }

    func add(set line: Substring) {
      guard let bar = line.firstIndex(of: "|") else { return }
      var name = String(line[..<bar])
      if name.hasSuffix("*") {
        name.removeLast()
        defaultSet = name
      }
      for word in line[line.index(after: bar)...].split(separator: " ") {
        let halves = word.split(separator: ":", maxSplits: 1).map(String.init)
        let placed = (halves.first ?? "").split(separator: "@").map(String.init)
        let named = (placed.first ?? "").split(separator: "/").map(String.init)
        guard var title = named.first, halves.count == 2 else { continue }
        let mandatory = title.hasPrefix("!")
        if mandatory { title.removeFirst() }
        let entry = InSet(name, at: placed.count > 1 ? Int(placed[1]) : nil, mandatory: mandatory)
        if let at = items.firstIndex(where: { $0.name == title }) { items[at].sets.append(entry) } else {
          items.append(Item(name: title, type: halves[1], aliases: named.count > 1 ? named[1].split(separator: ",").map(String.init) : [], sets: [entry]))
        }
      }
    }
  }

  private static let definitions: [Definition] = {
    var found: [Definition] = []
    for line in (EmbeddedTests.text("tests") ?? "").split(separator: "\n") {
      if line.first == " " { found.last?.add(set: line.dropFirst()) } else { found.append(Definition(line.split(separator: "|").map(String.init))) }
    }
    return found
  }()

  private let definition: Definition
  private var parameters: [(name: String, parameter: Parameter<Value?>)] = []

  private init(_ definition: Definition) {
    self.definition = definition
    for item in definition.items {
      let isUsed = item.name == "TargetFqdn" || item.name.hasSuffix("SipAddress")
      parameters.append((item.name, Parameter(item.name, in: item.sets, mandatory: false, aliases: item.aliases, type: SyntheticTestCmdlet.type(item.type),
        fidelity: isUsed ? .faithful : .inert, help: item.name == "TargetFqdn" ? "The pool to test." : isUsed ? "A user who takes part." : "")))
    }
  }

  private static func type(_ name: String) -> String {
    switch name {
    case "string": return "System.String"
    case "int": return "System.Int32"
    case "short": return "System.Int16"
    case "ushort": return "System.UInt16"
    case "bool": return "System.Boolean"
    case "switch": return "System.Management.Automation.SwitchParameter"
    case "cred": return "System.Management.Automation.PSCredential"
    case "fqdn": return Fqdn.typeName
    case "AuthenticationMechanism": return AuthenticationMechanism.netType.fullName
    default: return name.utf8.contains(UInt8(ascii: ".")) ? name : "System.Object"
    }
  }

  static func all() -> [CmdletInfo] {
    definitions.map { definition in
      let command = Command("Test", definition.noun, module: "Lync", errorType: "CsShell.Test" + definition.noun, defaultSet: definition.defaultSet,
        outputs: ["Microsoft.Rtc.SyntheticTransactions.TaskOutput"],
        synopsis: "Tests whether a pool could carry out this transaction.",
        description: "Nothing is called; the test asks whether a Front End Server of the pool runs the service, and whether the users named are enabled and homed.",
        examples: [("A pool", "Test-\(definition.noun) -TargetFqdn pool13.contoso.com")])
      return CmdletInfo(command) { SyntheticTestCmdlet(definition) }
    }
  }
}

enum AuthenticationMechanism: String, ParameterEnum {
  static let typeName = "Microsoft.Rtc.SyntheticTransactions.Common.AuthenticationMechanism"
  case trustedServer = "TrustedServer", negotiate = "Negotiate", clientCertificate = "ClientCertificate", liveId = "LiveID"
}

extension SyntheticTestCmdlet: Cmdlet {
  static var command: Command { Command("Test", "CsSynthetic", module: "Lync") }
  init() { self.init(Definition(["CsSynthetic"])) }

  mutating func process(_ shell: Invocation) throws {
    func text(_ parameter: Parameter<Value?>) -> String? {
      parameter.wrappedValue.flatMap { $0.isNull ? nil : Conversion.toString($0, shell.context) }
    }
    var pool: String?
    var users: [String] = []
    for (name, parameter) in parameters where parameter.projectedValue.isBound {
      if name == "TargetFqdn" { pool = text(parameter) } else if name.hasSuffix("SipAddress"), let user = text(parameter) { users.append(user) }
    }
    try shell.get { [$0.syntheticTest(pool: pool, service: definition.service, users: users)] }
  }
}
