/// Which assembly .NET and PowerShell have their types in: what `Assembly`, `Module` and `AssemblyQualifiedName` tell.
///
/// A row is an assembly with its namespaces (ending in a point) and single types; a type's own row counts before its namespace's, and
/// the nearest namespace before those around it. Everything else is in the core library.
public struct AssemblyName: Sendable {
  /// Without version, culture and token; also of its file.
  public let name: String
  /// With them.
  public var full: String { "\(name), Version=\(version), Culture=neutral, PublicKeyToken=\(token)" }
  var isPowerShell: Bool { name.hasPrefix("Microsoft.PowerShell.") || name == "System.Management.Automation" }
  private var version: String { isPowerShell ? FollowedVersion.text + ".500" : "10.0.0.0" }
  private var token: String {
    if isPowerShell { return "31bf3856ad364e35" }
    switch name {
    case "System.Private.CoreLib": return "7cec85d7bea7798e"
    case "System.IO.Compression": return "b77a5c561934e089"
    default: return AssemblyName.newer.contains(name) ? "cc7b13ffcd2ddd51" : "b03f5f7f11d50a3a"
    }
  }
  /// Those signed with the key of .NET Core's own libraries.
  private static let newer: Set = [
    "System.Net.Mail", "System.Net.ServicePoint", "System.Net.WebClient", "System.Net.WebProxy",
    "System.Private.Xml", "System.Private.Xml.Linq", "System.Text.Encodings.Web", "System.Text.Json",
    "System.Web.HttpUtility",
  ]
  /// The one a type that is always there is found in.
  public static func of(_ type: NetType) -> AssemblyName {
    if let e = type.elementType { return of(e) }
    // every session asks for these at its start, which should not make the table
    if type === TypeTable.object || type === TypeTable.string || type.isPrimitive { return AssemblyName(name: "System.Private.CoreLib") }
    let name = type.genericDefinition ?? type.fullName
    if let own = places[name] { return AssemblyName(name: own) }
    var place = name[...]
    while let end = place.lastIndex(where: { $0 == "." || $0 == "+" }) {
      place = place[..<end]
      if let found = places[name[end] == "+" ? String(place) : place + "."] { return AssemblyName(name: found) }
    }
    return AssemblyName(name: name.hasPrefix("System.Management.Automation") ? "System.Management.Automation" : "System.Private.CoreLib")
  }
  private static let places: [String: String] = {
    var all: [String: String] = [:]
    for line in rows.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard let name = words.first?.dropLast() else { continue }
      for w in words.dropFirst() { all[String(w)] = String(name) }
    }
    return all
  }()
  private static let rows = """
    Microsoft.PowerShell.Commands.Management: Microsoft.PowerShell.Commands.ProcessCommandException Microsoft.PowerShell.Commands.TestConnectionCommand+PingMtuStatus \
      Microsoft.PowerShell.Commands.TestConnectionCommand+PingStatus Microsoft.PowerShell.Commands.TestConnectionCommand+TcpPortStatus \
      Microsoft.PowerShell.Commands.TestConnectionCommand+TraceStatus Microsoft.PowerShell.Commands.TestPathType
    Microsoft.PowerShell.Commands.Utility: Microsoft.PowerShell.Commands. Microsoft.PowerShell.Commands.Utility.
    System.Management.Automation: Microsoft.PowerShell. Microsoft.PowerShell.Commands.HelpNotFoundException Microsoft.PowerShell.Commands.HistoryInfo \
      Microsoft.PowerShell.Commands.ModuleSpecification Microsoft.PowerShell.Commands.PSHostProcessInfo Microsoft.PowerShell.Commands.PSPropertyExpression \
      Microsoft.PowerShell.Commands.SessionFilterState Microsoft.PowerShell.Commands.SwitchProcessCommand Microsoft.PowerShell.Commands.UpdateHelpScope \
      Microsoft.PowerShell.Commands.WSManConfigurationOption Microsoft.PowerShell.Commands.WhereObjectCommand
    System.Private.CoreLib: System.Collections.Concurrent.ConcurrentQueue`1 System.ComponentModel.Win32Exception System.Diagnostics.Debug System.Diagnostics.Debugger \
      System.Diagnostics.Stopwatch System.Net.WebUtility System.Numerics.BitOperations System.Security.Cryptography.CryptographicException
    System.Collections: System.Collections.BitArray System.Collections.Generic.LinkedListNode`1 System.Collections.Generic.LinkedList`1 \
      System.Collections.Generic.PriorityQueue`2 System.Collections.Generic.SortedDictionary`2 System.Collections.Generic.SortedList`2 \
      System.Collections.Generic.SortedSet`1 System.Collections.Generic.Stack`1
    System.Collections.Concurrent: System.Collections.Concurrent.
    System.Collections.NonGeneric: System.Collections.CollectionBase System.Collections.Queue System.Collections.SortedList System.Collections.Stack
    System.Collections.Specialized: System.Collections.Specialized.
    System.ComponentModel: System.IServiceProvider
    System.ComponentModel.Primitives: System.ComponentModel.
    System.ComponentModel.TypeConverter: System.ComponentModel.IListSource System.ComponentModel.MarshalByValueComponent System.Timers.
    System.Console: System.Console System.ConsoleColor
    System.Data.Common: System.Data.
    System.Diagnostics.FileVersionInfo: System.Diagnostics.FileVersionInfo
    System.Diagnostics.Process: System.Diagnostics.
    System.Diagnostics.TextWriterTraceListener: System.Diagnostics.TextWriterTraceListener
    System.Diagnostics.TraceSource: System.Diagnostics.DefaultTraceListener System.Diagnostics.Trace System.Diagnostics.TraceListener System.Diagnostics.TraceOptions
    System.IO.FileSystem.DriveInfo: System.IO.DriveInfo System.IO.DriveType
    System.IO.FileSystem.Watcher: System.IO.FileSystemEventArgs System.IO.FileSystemWatcher System.IO.NotifyFilters System.IO.RenamedEventArgs \
      System.IO.WaitForChangedResult System.IO.WatcherChangeTypes
    System.Linq: System.Linq.
    System.Linq.Expressions: System.Dynamic.
    System.Net.Http: System.Net.Http. System.Net.Http.Headers.
    System.Net.NameResolution: System.Net.Dns System.Net.IPHostEntry
    System.Net.Ping: System.Net.NetworkInformation.
    System.Net.Primitives: System.Net. System.Net.Sockets.AddressFamily System.Net.Sockets.SocketError System.Net.Sockets.SocketException
    System.Net.Requests: System.Net.FileWebRequest System.Net.FileWebResponse System.Net.HttpWebRequest System.Net.HttpWebResponse System.Net.ProtocolViolationException \
      System.Net.WebException System.Net.WebExceptionStatus System.Net.WebRequest System.Net.WebResponse
    System.Net.Security: System.Net.Security.
    System.Net.Sockets: System.Net.Sockets.
    System.Net.WebHeaderCollection: System.Net.WebHeaderCollection
    System.ObjectModel: System.Collections.ObjectModel.ObservableCollection`1 System.Collections.Specialized.NotifyCollectionChangedEventArgs \
      System.ComponentModel.INotifyPropertyChanged
    System.Private.Uri: System.Uri System.UriBuilder System.UriFormatException System.UriHostNameType
    System.Runtime.Numerics: System.Numerics.
    System.Runtime.Serialization.Formatters: System.Runtime.Serialization.FormatterServices
    System.Security.Claims: System.Security.Claims.
    System.Security.Cryptography: System.Security.Cryptography. System.Security.Cryptography.X509Certificates.
    System.Security.Principal.Windows: System.Security.Principal.
    System.Text.Encoding.CodePages: System.Text.SBCSCodePageEncoding
    System.Text.RegularExpressions: System.Text.RegularExpressions.
    System.IO.Compression: System.IO.Compression.
    System.Net.Mail: System.Net.Mail.
    System.Net.ServicePoint: System.Net.SecurityProtocolType System.Net.ServicePointManager
    System.Net.WebClient: System.Net.WebClient
    System.Net.WebProxy: System.Net.WebProxy
    System.Private.Xml: System.Xml. System.Xml.Schema. System.Xml.Serialization. System.Xml.XPath.
    System.Private.Xml.Linq: System.Xml.Linq. System.Xml.XPath.Extensions
    System.Text.Encodings.Web: System.Text.Encodings.Web.
    System.Text.Json: System.Text.Json. System.Text.Json.Nodes. System.Text.Json.Serialization.
    System.Web.HttpUtility: System.Web.
    """
}
