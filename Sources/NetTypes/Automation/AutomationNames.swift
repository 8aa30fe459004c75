/// Enumerations of PowerShell's own assembly that scripts rarely name, its classes of verbs (`[VerbsCommon]::Get`), and what handlers of its
/// events are given.
import Engine

extension NetTypes {
  static func registerAutomationNames() {
    registerEnums(in: automationEnums)
    TypeTable.register("System.Management.Automation.IContainsErrorRecord") { NetType("System.Management.Automation.IContainsErrorRecord", .interface) }
    for name in eventArguments.tableWords {
      let full = "System.Management.Automation." + name
      TypeTable.register(full) { NetType(full, base: TypeTable.get("System.EventArgs")) }
    }
    for line in verbClasses.tableLines {
      let words = line.tableWords
      let full = "System.Management.Automation." + words[0]
      TypeTable.register(full) {
        NetType(full, base: TypeTable.object) { t in
          for verb in words.dropFirst() { t.staticProperty("string \(verb) {get;}") { _ in .str(verb) } }
        }
      }
    }
  }
}

private let automationEnums = """
System.Management.Automation.BreakpointUpdateType Set Removed Enabled Disabled
System.Management.Automation.CopyContainers CopyTargetContainer CopyChildrenOfTargetContainer
System.Management.Automation.DebuggerResumeAction Continue StepInto StepOut StepOver Stop
System.Management.Automation.DisplayEntryValueType Property ScriptBlock
System.Management.Automation.ImplementedAsType None PowerShell Binary Composite
System.Management.Automation.JobThreadOptions Default UseThreadPoolThread UseNewThread
System.Management.Automation.PSModuleAutoLoadingPreference None ModuleQualified All
System.Management.Automation.RemoteStreamOptions! AddInvocationInfoToErrorRecord=1 AddInvocationInfoToWarningRecord AddInvocationInfoToDebugRecord=4 AddInvocationInfoToVerboseRecord=8 AddInvocationInfo=15
System.Management.Automation.RemotingBehavior None PowerShell Custom
System.Management.Automation.ReturnContainers ReturnMatchingContainers ReturnAllContainers
System.Management.Automation.RollbackSeverity Error TerminatingError Never
System.Management.Automation.SessionStateCategory Variable Alias Function Filter Drive CmdletProvider Scope Command Resource Cmdlet
System.Management.Automation.ShouldProcessReason! None WhatIf
System.Management.Automation.SignatureStatus Valid UnknownError NotSigned HashMismatch NotTrusted NotSupportedFileFormat Incompatible
System.Management.Automation.SignatureType None Authenticode Catalog
System.Management.Automation.SigningOption AddOnlyCertificate AddFullCertificateChain AddFullCertificateChainExceptRoot Default=2
System.Management.Automation.WhereOperatorSelectionMode Default First Last SkipUntil Until Split
System.Management.Automation.Internal.PSMonitorRunspaceType Standalone InvokeCommand
System.Management.Automation.Language.AstVisitAction Continue SkipChildren StopVisit
System.Management.Automation.Language.ConfigurationType Resource Meta
System.Management.Automation.Language.DynamicKeywordBodyMode Command ScriptBlock Hashtable
System.Management.Automation.Language.DynamicKeywordNameMode NoName SimpleNameRequired NameRequired SimpleOptionalName OptionalName
System.Management.Automation.Language.MethodAttributes! None Public Private Static=16 Hidden=64
System.Management.Automation.Language.PropertyAttributes! None Public Private Static=16 Literal=32 Hidden=64
System.Management.Automation.Language.TypeAttributes! None Class Interface Enum=4
System.Management.Automation.Language.UsingStatementKind Assembly Command Module Namespace Type
System.Management.Automation.Runspaces.PSSessionConfigurationAccessMode Disabled Local Remote
System.Management.Automation.Runspaces.RunspaceCapability Default SupportsDisconnect NamedPipeTransport VMSocketTransport=4 SSHTransport=8 CustomTransport=256
System.Management.Automation.Runspaces.RunspacePoolAvailability None Available Busy
System.Management.Automation.Runspaces.RunspacePoolCapability Default SupportsDisconnect
System.Management.Automation.Runspaces.TargetMachineType RemoteMachine VirtualMachine Container
System.Management.Automation.Host.BufferCellType Complete Leading Trailing
System.Management.Automation.Host.ReadKeyOptions! AllowCtrlC=1 NoEcho=2 IncludeKeyDown=4 IncludeKeyUp=8
System.Management.Automation.Remoting.ProxyAccessType None IEConfig WinHttpConfig AutoDetect=4 NoProxyServer=8
System.Management.Automation.Remoting.Internal.PSStreamObjectType Output=1 Error MethodExecutor Warning BlockingError ShouldMethod WarningRecord Debug Progress Verbose Information Exception
System.Management.Automation.Provider.ProviderCapabilities! None Include Exclude Filter=4 ExpandWildcards=8 ShouldProcess=16 Credentials=32 Transactions=64
Microsoft.PowerShell.Cmdletization.BehaviorOnNoMatch Default ReportErrors SilentlyContinue
Microsoft.PowerShell.Cmdletization.MethodParameterBindings! In=1 Out Error=4
Microsoft.PowerShell.Cmdletization.Xml.ConfirmImpact None Low Medium High
Microsoft.PowerShell.Cmdletization.Xml.ItemsChoiceType ExcludeQuery MaxValueQuery MinValueQuery RegularQuery
"""

/// Class, then its verbs.
private let verbClasses = """
VerbsCommon Add Clear Close Copy Enter Exit Find Format Get Hide Join Lock Move New Open Optimize Push Pop Redo Remove Rename Reset Resize Search Select Set Show Skip Split Step Switch Undo Unlock Watch
VerbsData Backup Checkpoint Compare Compress Convert ConvertFrom ConvertTo Dismount Edit Expand Export Group Import Initialize Limit Merge Mount Out Publish Restore Save Sync Unpublish Update
VerbsLifecycle Approve Assert Build Complete Confirm Deny Deploy Disable Enable Install Invoke Register Request Restart Resume Start Stop Submit Suspend Uninstall Unregister Wait
VerbsDiagnostic Debug Measure Ping Repair Resolve Test Trace
VerbsCommunications Connect Disconnect Read Receive Send Write
VerbsSecurity Block Grant Protect Revoke Unblock Unprotect
VerbsOther Use
"""

private let eventArguments = """
  BreakpointUpdatedEventArgs CommandLookupEventArgs DataAddedEventArgs DataAddingEventArgs DebuggerStopEventArgs \
  ForwardedEventArgs GettingValueExceptionEventArgs JobStateEventArgs PSEventUnsubscribedEventArgs \
  PSInvocationStateChangedEventArgs Runspaces.RunspaceAvailabilityEventArgs Runspaces.RunspaceCreatedEventArgs \
  Runspaces.RunspacePoolStateChangedEventArgs Runspaces.RunspaceStateEventArgs SettingValueExceptionEventArgs
  """
