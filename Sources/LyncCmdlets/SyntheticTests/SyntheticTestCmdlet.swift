/// Synthetic transactions (`Test-CsRegistration`, `Test-CsIM` …): one implementation, parameters from `tests.txt`.
///
/// The file holds a cmdlet a block: noun and the Windows service that must run; then a line a parameter set (`*` = default)
/// with its parameters (`DescribedParameters`). A test calls nothing; it asks whether the pool,
/// the service and the users named could do what is tested. Failure is an object, not an error.
/// - Source: S11.
import Directory
import Engine
import Lync

struct SyntheticTestCmdlet {
  /// One cmdlet of the file.
  final class Definition {
    let noun: String
    let service: String
    var defaultSet: String?
    var parameters = DescribedParameters()

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
      parameters.add(set: name, line[line.index(after: bar)...])
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
    for item in definition.parameters.items {
      let isUsed = item.name == "TargetFqdn" || item.name == "Receiver" || item.name.hasSuffix("SipAddress")
      parameters.append((item.name, Parameter(item.name, in: item.sets, mandatory: false, aliases: item.aliases, type: DescribedParameters.typeName(item.type),
        fidelity: isUsed ? .faithful : .inert, help: item.name == "TargetFqdn" ? "The pool to test." : isUsed ? "A user who takes part." : "")))
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
    var users: [String] = [], receiver: String?
    for (name, parameter) in parameters where parameter.projectedValue.isBound {
      if name == "TargetFqdn" { pool = text(parameter) } else if name == "Receiver" { receiver = text(parameter) } else if name.hasSuffix("SipAddress"), let user = text(parameter) { users.append(user) }
    }
    try shell.get { [$0.syntheticTest(pool: pool, service: definition.service, users: users, receiver: receiver)] }
  }
}
